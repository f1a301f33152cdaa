import Basics
import Circuit
import Messages

// A definition's items as messages; every field of an item has its place, and none has two.

extension WireTerms {
    init(_ terms: Terms) {
        self.init()
        code = terms.code
        labels = WireLabels()
        labels.ar = terms.labels.arabic
        labels.fr = terms.labels.french
        labels.en = terms.labels.english
        if case .legal(let article) = terms.basis { self.article = article }
        if let from = terms.validity.from { validFrom = from.days }
        if let until = terms.validity.until { validUntil = until.days }
    }
}

extension WireCondition {
    init(_ condition: Condition) {
        self.init()
        kind =
            switch condition {
            case .present: 1
            case .absent: 2
            case .any: 3
            case .none: 4
            }
        field = condition.field
        values = condition.values.map(WireValue.init)
    }
}

extension WireField {
    init(_ item: Field) {
        self.init()
        terms = WireTerms(item.terms)
        type = item.type.rawValue
        dataClass = UInt32(item.dataClass.rawValue)
        switch item.need {
        case .optional: need = 0
        case .required: need = 1
        case .requiredIf(let condition):
            need = 2
            needIf = WireCondition(condition)
        }
        if let asked = item.condition { condition = WireCondition(asked) }
        list = item.list ?? ""
        textScalars = UInt32(clamping: item.bounds.textScalars)
        minimum = item.bounds.minimum
        maximum = item.bounds.maximum
        meaning = UInt32(item.meaning?.rawValue ?? 0)
        group = item.group ?? ""
    }
}

extension WireForm {
    init(_ form: Form) {
        self.init()
        terms = WireTerms(form.terms)
        version = UInt32(form.version)
        homeClass = UInt32(form.homeClass.rawValue)
        stages = form.stages
        meaning = form.meaning?.rawValue ?? ""
        groups = form.groups.map { group in
            var wire = WireFieldGroup()
            wire.terms = WireTerms(group.terms)
            wire.rowsMax = UInt32(group.rowsMax)
            return wire
        }
        fields = form.fields.map(WireField.init)
    }
}

extension WireCodeList {
    init(_ list: CodeList) {
        self.init()
        terms = WireTerms(list.terms)
        reportLines = list.reportLines ?? ""
        items = list.items.map { item in
            var wire = WireCodeItem()
            wire.terms = WireTerms(item.terms)
            wire.parent = item.parent ?? ""
            wire.reportLine = item.reportLine ?? ""
            wire.meaning = item.meaning?.rawValue ?? ""
            return wire
        }
    }
}

extension WireTrack {
    init(_ track: Track) {
        self.init()
        terms = WireTerms(track.terms)
        meaning = track.meaning.rawValue
        stages = track.stages.map { stage in
            var wire = WireStage()
            wire.terms = WireTerms(stage.terms)
            wire.meanings = stage.meanings.map(\.rawValue)
            wire.next = stage.next
            wire.entryForms = stage.entryForms
            return wire
        }
    }
}

extension WireTaskKind {
    init(_ kind: TaskKind) {
        self.init()
        terms = WireTerms(kind.terms)
        ability = kind.ability?.rawValue ?? ""
    }
}

extension WireClock {
    init(_ clock: Clock) {
        self.init()
        terms = WireTerms(clock.terms)
        task = clock.task
        dataClass = UInt32(clock.dataClass.rawValue)
        switch clock.start {
        case .stage(let stage): start = .startStage(stage)
        case .field(let meaning): start = .startField(UInt32(meaning.rawValue))
        }
        stopStages = clock.stopStages
        stopFields = clock.stopFields.map { UInt32($0.rawValue) }
        tests = clock.tests.map { test in
            var wire = WireHeadTest()
            wire.meaning = UInt32(test.meaning.rawValue)
            wire.codes = test.codes
            return wire
        }
        switch clock.limit {
        case .seconds(let seconds): limit = .seconds(seconds)
        case .months(let months): limit = .months(Int32(clamping: months))
        case .endOfDay: limit = .endOfDay(true)
        }
    }
}

extension WireRole {
    init(_ role: Role) {
        self.init()
        terms = WireTerms(role.terms)
        scope = role.scope.rawValue
        cells = role.cells.map { cell in
            var wire = WireAccessCell()
            wire.dataClass = UInt32(cell.dataClass.rawValue)
            wire.create = cell.create
            wire.read = cell.read.rawValue
            wire.update = cell.update
            wire.scope = cell.scope?.rawValue ?? ""
            return wire
        }
        stages = role.stages
        abilities = role.abilities.map(\.rawValue)
    }
}

extension WireTerritory {
    init(_ territory: Territory) {
        self.init()
        code = territory.code
        level = territory.level.rawValue
        kind = territory.kind.rawValue
        parent = territory.parent ?? ""
        nameAr = territory.nameArabic
        nameFr = territory.nameFrench
        hasDevice_p = territory.hasDevice
    }
}
