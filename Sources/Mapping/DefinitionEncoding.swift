import Basics
import Circuit
import Messages

// A definition's items as messages; every field of an item has its place, and none has two.

extension WireLabels {
    init(_ labels: Labels) {
        self.init()
        ar = labels.arabic
        fr = labels.french
        en = labels.english
    }
}

extension WireTerms {
    init(_ terms: Terms) {
        self.init()
        code = terms.code
        labels = WireLabels(terms.labels)
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
        thirdParty = item.isThirdParty
        withheld = item.isWithheld
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
        begins = form.begins ?? ""
        kinds = form.kinds
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
        sectors = list.sectors ?? ""
        meaning = list.meaning?.rawValue ?? ""
        items = list.items.map { item in
            var wire = WireCodeItem()
            wire.terms = WireTerms(item.terms)
            wire.parent = item.parent ?? ""
            wire.reportLine = item.reportLine ?? ""
            wire.sector = item.sector ?? ""
            wire.modes = item.modes.map(\.rawValue)
            wire.meaning = item.meaning?.rawValue ?? ""
            wire.sex = item.sex ?? ""
            if let ages = item.ages {
                wire.ages.youngest = UInt32(clamping: ages.lowerBound)
                wire.ages.oldest = UInt32(clamping: ages.upperBound)
            }
            return wire
        }
    }
}

extension WireTrack {
    init(_ track: Track) {
        self.init()
        terms = WireTerms(track.terms)
        meaning = track.meaning.rawValue
        dataClass = UInt32(track.dataClass.rawValue)
        kinds = track.kinds
        stages = track.stages.map { stage in
            var wire = WireStage()
            wire.terms = WireTerms(stage.terms)
            wire.meanings = stage.meanings.map(\.rawValue)
            wire.next = stage.next
            wire.entryForms = stage.entryForms
            wire.after = stage.after
            wire.ends = stage.ends
            return wire
        }
    }
}

extension WireTaskKind {
    init(_ kind: TaskKind) {
        self.init()
        terms = WireTerms(kind.terms)
        ability = kind.ability?.rawValue ?? ""
        meaning = kind.meaning?.rawValue ?? ""
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
        limit = WireTimeLimit(clock.limit)
        if let after = clock.delay { delay = WireTimeLimit(after) }
        restarts = clock.restarts.map { UInt32($0.rawValue) }
        if let goesOn = clock.escalation {
            escalation = WireEscalation()
            escalation.seconds = goesOn.seconds
            escalation.ability = goesOn.ability.rawValue
        }
    }
}

extension WireTimeLimit {
    init(_ limit: TimeLimit) {
        self.init()
        kind =
            switch limit {
            case .seconds(let seconds): .seconds(seconds)
            case .months(let months): .months(Int32(clamping: months))
            case .endOfDay: .endOfDay(true)
            case .clearDays(let days): .fullDays(Int32(clamping: days))
            case .workingDays(let days): .workingDays(Int32(clamping: days))
            }
    }
}

extension WireDefinitionHead {
    init(_ parts: CircuitDefinition.Parts) {
        self.init()
        version = parts.version
        offsetSeconds = parts.offsetSeconds
        restDays = parts.calendar.restDays.sorted().map { UInt32(clamping: $0) }
        yearlyHolidays = parts.calendar.yearly.map {
            UInt32(clamping: $0.month * 100 + $0.day)
        }.sorted()
        holidays = parts.calendar.dates.map(\.days).sorted()
        smallBelow = UInt32(clamping: parts.smallBelow)
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
        records = role.records.map { cell in
            var wire = WireRecordCell()
            wire.kind = cell.kind
            wire.create = cell.create
            wire.read = cell.read
            wire.update = cell.update
            wire.scope = cell.scope.rawValue
            wire.forms = cell.forms
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

extension WireEstablishment {
    init(_ house: Establishment) {
        self.init()
        terms = WireTerms(house.terms)
        organisation = house.organisation.blob
        kind = house.kind
        specialities = house.specialities
        capacity = UInt32(clamping: house.capacity)
        commune = house.commune ?? ""
    }
}

extension WireSought {
    init(_ sought: Sought) {
        self.init()
        codes = sought.codes
        values = sought.values
    }
}

extension WireMeasure {
    init(_ measure: Measure) {
        self.init()
        let rule = measure.rule
        terms = WireTerms(measure.terms)
        kind = rule.kind.rawValue
        of = WireSought(rule.of)
        if let sought = rule.to { to = WireSought(sought) }
        until = rule.until
        limits = rule.limits.map { limit in
            var wire = WireMeasureLimit()
            wire.risks = limit.risks
            wire.seconds = limit.seconds
            wire.early = limit.early
            return wire
        }
        percentile = UInt32(clamping: rule.percentile)
        over = rule.over ?? ""
        minimum = UInt32(clamping: rule.minimum)
        if let most = rule.maximum { maximum = UInt32(clamping: most) }
        fact = rule.fact?.rawValue ?? ""
        told = rule.told?.rawValue ?? ""
        rate = measure.isRate
    }
}

extension WireIndicator {
    init(_ indicator: Indicator) {
        self.init()
        terms = WireTerms(indicator.terms)
        unit = WireLabels(indicator.unit)
        source = WireLabels(indicator.source)
        caution = WireLabels(indicator.caution)
        periods = indicator.periods.map(\.rawValue)
        lists = indicator.lists
        measures = indicator.measures.map(WireMeasure.init)
    }
}

extension WireTablePlan {
    init(_ plan: TablePlan) {
        self.init()
        terms = WireTerms(plan.terms)
        period = plan.period.rawValue
        indicator = plan.indicator
        measure = plan.measure
        dimensions = plan.dimensions
        ladder = plan.ladder.map { rung in
            var wire = WireTableRung()
            wire.dimension = rung.dimension
            wire.merged = rung.merged
            return wire
        }
    }
}

extension WireFigureReport {
    init(_ report: FigureReport) {
        self.init()
        terms = WireTerms(report.terms)
        period = report.period.rawValue
        indicators = report.indicators
        kinds = report.kinds
        audience = report.audience.rawValue
    }
}
