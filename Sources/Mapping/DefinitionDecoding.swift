import Basics
import Circuit
import Messages

// Messages as a definition's items; whatever this version does not know is refused, since a
// client that passes over a rule would check acts by other rules than the daemon.

private func code(
    _ text: String, _ byteCountMax: Int = MappingLimits.codeByteCount
) throws(DefinitionStreamError) -> String {
    guard !text.isEmpty, text.utf8.count <= byteCountMax, !text.utf8.contains(0) else {
        throw .malformed
    }
    return text
}

private func optionalCode(_ text: String) throws(DefinitionStreamError) -> String? {
    text.isEmpty ? nil : try code(text)
}

private func codes(
    _ texts: [String], _ countMax: Int = MappingLimits.codesPerList
) throws(DefinitionStreamError) -> [String] {
    try all(texts, countMax) { text throws(DefinitionStreamError) in try code(text) }
}

private func all<Wire, Item>(
    _ items: [Wire], _ countMax: Int, _ read: (Wire) throws(DefinitionStreamError) -> Item
) throws(DefinitionStreamError) -> [Item] {
    guard items.count <= countMax else { throw .malformed }
    return try items.map(read)
}

private func known<Item>(_ item: Item?) throws(DefinitionStreamError) -> Item {
    guard let item else { throw .malformed }
    return item
}

private func text(
    _ text: String, _ byteCountMax: Int
) throws(DefinitionStreamError) -> String {
    guard text.utf8.count <= byteCountMax, !text.utf8.contains(0) else { throw .malformed }
    return text
}

private func meaning(_ number: UInt32) throws(DefinitionStreamError) -> FieldMeaning {
    try known(UInt8(exactly: number).flatMap(FieldMeaning.init(rawValue:)))
}

private func dataClass(_ number: UInt32) throws(DefinitionStreamError) -> DataClass {
    try known(UInt8(exactly: number).flatMap(DataClass.init(rawValue:)))
}

/// An empty name means that there is no meaning; an unknown one is refused.
private func optional<Item: RawRepresentable<String>>(
    _ name: String, _ type: Item.Type = Item.self
) throws(DefinitionStreamError) -> Item? {
    name.isEmpty ? nil : try known(Item(rawValue: name))
}

extension Labels {
    init(wire: WireLabels, _ isSet: Bool) throws(DefinitionStreamError) {
        guard isSet else { throw .malformed }
        let longest = MappingLimits.labelByteCount
        self.init(
            arabic: try Mapping.text(wire.ar, longest),
            french: try Mapping.text(wire.fr, longest),
            english: try Mapping.text(wire.en, longest))
    }
}

extension Terms {
    init(wire: WireTerms, _ isSet: Bool) throws(DefinitionStreamError) {
        guard isSet else { throw .malformed }
        let article = try Mapping.text(wire.article, MappingLimits.nameByteCount)
        self.init(
            code: try Mapping.code(wire.code),
            labels: try Labels(wire: wire.labels, wire.hasLabels),
            basis: article.isEmpty ? .assumed : .legal(article: article),
            validity: Validity(
                from: wire.hasValidFrom ? CivilDate(days: wire.validFrom) : nil,
                until: wire.hasValidUntil ? CivilDate(days: wire.validUntil) : nil))
    }
}

extension Condition {
    init(wire: WireCondition) throws(DefinitionStreamError) {
        let field = try code(wire.field)
        guard wire.values.count <= MappingLimits.codesPerList else { throw .malformed }
        let values = try known(wire.values.all(Value.init(wire:)))
        switch wire.kind {
        case 1 where values.isEmpty: self = .present(field: field)
        case 2 where values.isEmpty: self = .absent(field: field)
        case 3: self = .any(field: field, of: values)
        case 4: self = .none(field: field, of: values)
        default: throw .malformed
        }
    }
}

extension Field {
    init(wire: WireField) throws(DefinitionStreamError) {
        let need: Need
        switch (wire.need, wire.hasNeedIf) {
        case (0, false): need = .optional
        case (1, false): need = .required
        case (2, true): need = .requiredIf(try Condition(wire: wire.needIf))
        default: throw .malformed
        }
        self.init(
            terms: try Terms(wire: wire.terms, wire.hasTerms),
            type: try known(ValueType(rawValue: wire.type)),
            dataClass: try Mapping.dataClass(wire.dataClass), need: need,
            condition: wire.hasCondition ? try Condition(wire: wire.condition) : nil,
            list: try optionalCode(wire.list),
            bounds: Bounds(
                textScalars: Int(wire.textScalars), minimum: wire.minimum, maximum: wire.maximum),
            meaning: wire.meaning == 0 ? nil : try Mapping.meaning(wire.meaning),
            group: try optionalCode(wire.group), isThirdParty: wire.thirdParty,
            isWithheld: wire.withheld)
    }
}

extension FieldGroup {
    init(wire: WireFieldGroup) throws(DefinitionStreamError) {
        self.init(
            terms: try Terms(wire: wire.terms, wire.hasTerms),
            rowsMax: try known(UInt16(exactly: wire.rowsMax)))
    }
}

extension Form {
    init(wire: WireForm) throws(DefinitionStreamError) {
        self.init(
            terms: try Terms(wire: wire.terms, wire.hasTerms),
            version: try known(UInt16(exactly: wire.version)),
            homeClass: try dataClass(wire.homeClass), stages: try codes(wire.stages),
            meaning: try optional(wire.meaning), begins: try optionalCode(wire.begins),
            kinds: try codes(wire.kinds),
            groups: try all(wire.groups, MappingLimits.codesPerList, FieldGroup.init(wire:)),
            fields: try all(wire.fields, MappingLimits.fieldsPerForm, Field.init(wire:)))
    }
}

extension CodeItem {
    init(wire: WireCodeItem) throws(DefinitionStreamError) {
        self.init(
            terms: try Terms(wire: wire.terms, wire.hasTerms),
            parent: try optionalCode(wire.parent), reportLine: try optionalCode(wire.reportLine),
            sector: try optionalCode(wire.sector),
            modes: try all(wire.modes, MappingLimits.meaningsPerItem) {
                name throws(DefinitionStreamError) in try known(ServiceMode(rawValue: name))
            }, meaning: try optional(wire.meaning), sex: try optionalCode(wire.sex),
            ages: wire.hasAges ? try Mapping.ages(wire.ages) : nil)
    }
}

private func ages(_ wire: WireAgeRange) throws(DefinitionStreamError) -> ClosedRange<Int> {
    guard wire.youngest <= wire.oldest else { throw .malformed }
    return Int(wire.youngest)...Int(wire.oldest)
}

extension CodeList {
    init(wire: WireCodeList) throws(DefinitionStreamError) {
        self.init(
            terms: try Terms(wire: wire.terms, wire.hasTerms),
            reportLines: try optionalCode(wire.reportLines),
            sectors: try optionalCode(wire.sectors), meaning: try optional(wire.meaning),
            items: try all(wire.items, MappingLimits.itemsPerList, CodeItem.init(wire:)))
    }
}

extension Stage {
    init(wire: WireStage) throws(DefinitionStreamError) {
        self.init(
            terms: try Terms(wire: wire.terms, wire.hasTerms),
            meanings: try all(wire.meanings, MappingLimits.meaningsPerItem) {
                name throws(DefinitionStreamError) in try known(StageMeaning(rawValue: name))
            },
            next: try codes(wire.next), entryForms: try codes(wire.entryForms),
            after: try codes(wire.after), ends: try codes(wire.ends))
    }
}

extension Track {
    init(wire: WireTrack) throws(DefinitionStreamError) {
        self.init(
            terms: try Terms(wire: wire.terms, wire.hasTerms),
            meaning: try known(TrackMeaning(rawValue: wire.meaning)),
            dataClass: try Mapping.dataClass(wire.dataClass), kinds: try codes(wire.kinds),
            stages: try all(wire.stages, MappingLimits.codesPerList, Stage.init(wire:)))
    }
}

extension HeadTest {
    init(wire: WireHeadTest) throws(DefinitionStreamError) {
        self.init(meaning: try Mapping.meaning(wire.meaning), codes: try Mapping.codes(wire.codes))
    }
}

extension Clock {
    init(wire: WireClock) throws(DefinitionStreamError) {
        let start: ClockStart
        switch wire.start {
        case .startStage(let stage): start = .stage(try Mapping.code(stage))
        case .startField(let number): start = .field(try meaning(number))
        case nil: throw .malformed
        }
        guard wire.hasLimit else { throw .malformed }
        self.init(
            terms: try Terms(wire: wire.terms, wire.hasTerms), task: try Mapping.code(wire.task),
            dataClass: try Mapping.dataClass(wire.dataClass), start: start,
            delay: wire.hasDelay ? try TimeLimit(wire: wire.delay) : nil,
            restarts: try all(wire.restarts, MappingLimits.codesPerList, meaning),
            stopStages: try codes(wire.stopStages),
            stopFields: try all(wire.stopFields, MappingLimits.codesPerList, meaning),
            tests: try all(wire.tests, MappingLimits.meaningsPerItem, HeadTest.init(wire:)),
            limit: try TimeLimit(wire: wire.limit),
            escalation: wire.hasEscalation ? try Escalation(wire: wire.escalation) : nil)
    }
}

extension TimeLimit {
    init(wire: WireTimeLimit) throws(DefinitionStreamError) {
        switch wire.kind {
        case .seconds(let seconds): self = .seconds(seconds)
        case .months(let months): self = .months(Int(months))
        case .endOfDay(true): self = .endOfDay
        case .fullDays(let days): self = .clearDays(Int(days))
        case .workingDays(let days): self = .workingDays(Int(days))
        case .endOfDay(false), nil: throw .malformed
        }
    }
}

extension Escalation {
    init(wire: WireEscalation) throws(DefinitionStreamError) {
        self.init(
            seconds: wire.seconds, ability: try known(Ability(rawValue: wire.ability)))
    }
}

extension WorkCalendar {
    init(wire: WireDefinitionHead) throws(DefinitionStreamError) {
        guard wire.restDays.count <= 7, wire.restDays.allSatisfy({ (1...7).contains($0) }),
            wire.yearlyHolidays.count <= MappingLimits.codesPerList,
            wire.holidays.count <= MappingLimits.holidays
        else { throw .malformed }
        self.init()
        restDays = Set(wire.restDays.map { Int($0) })
        yearly = Set(
            wire.yearlyHolidays.map { MonthDay(month: Int($0) / 100, day: Int($0) % 100) })
        dates = Set(wire.holidays.map { CivilDate(days: $0) })
    }
}

extension AccessCell {
    init(wire: WireAccessCell) throws(DefinitionStreamError) {
        self.init(
            dataClass: try Mapping.dataClass(wire.dataClass), create: wire.create,
            read: try known(ReadRule(rawValue: wire.read)), update: wire.update,
            scope: wire.scope.isEmpty ? nil : try known(Scope(rawValue: wire.scope)))
    }
}

extension RecordCell {
    init(wire: WireRecordCell) throws(DefinitionStreamError) {
        self.init(
            kind: try code(wire.kind), create: wire.create, read: wire.read, update: wire.update,
            scope: try known(Scope(rawValue: wire.scope)), forms: try codes(wire.forms))
    }
}

extension TaskKind {
    init(wire: WireTaskKind) throws(DefinitionStreamError) {
        self.init(
            terms: try Terms(wire: wire.terms, wire.hasTerms),
            ability: try wire.ability.ifAny.map {
                name throws(DefinitionStreamError) in try known(Ability(rawValue: name))
            },
            meaning: try wire.meaning.ifAny.map {
                name throws(DefinitionStreamError) in try known(TaskMeaning(rawValue: name))
            })
    }
}

extension Role {
    init(wire: WireRole) throws(DefinitionStreamError) {
        self.init(
            terms: try Terms(wire: wire.terms, wire.hasTerms),
            scope: try known(Scope(rawValue: wire.scope)),
            cells: try all(wire.cells, MappingLimits.cellsPerRole, AccessCell.init(wire:)),
            records: try all(wire.records, MappingLimits.recordsPerRole, RecordCell.init(wire:)),
            stages: try codes(wire.stages),
            abilities: try all(wire.abilities, MappingLimits.meaningsPerItem) {
                name throws(DefinitionStreamError) in try known(Ability(rawValue: name))
            })
    }
}

extension Territory {
    static func read(_ chunk: WireTerritories) throws(DefinitionStreamError) -> [Territory] {
        guard !chunk.territories.isEmpty else { throw .malformed }
        return try all(
            chunk.territories, MappingLimits.territoriesPerItem, Territory.init(wire:))
    }

    init(wire: WireTerritory) throws(DefinitionStreamError) {
        let short = MappingLimits.shortCodeByteCount
        self.init(
            code: try Mapping.code(wire.code, short),
            level: try known(TerritoryLevel(rawValue: wire.level)),
            kind: try known(TerritoryKind(rawValue: wire.kind)),
            parent: wire.parent.isEmpty ? nil : try Mapping.code(wire.parent, short),
            nameArabic: try text(wire.nameAr, MappingLimits.nameByteCount),
            nameFrench: try text(wire.nameFr, MappingLimits.nameByteCount),
            hasDevice: wire.hasDevice_p)
    }
}

extension Establishment {
    init(wire: WireEstablishment) throws(DefinitionStreamError) {
        guard wire.capacity > 0, let capacity = Int(exactly: wire.capacity) else {
            throw .malformed
        }
        self.init(
            terms: try Terms(wire: wire.terms, wire.hasTerms),
            organisation: try known(OrganisationID(blob: wire.organisation)),
            kind: try Mapping.code(wire.kind), specialities: try codes(wire.specialities),
            capacity: capacity,
            commune: wire.commune.isEmpty
                ? nil : try Mapping.code(wire.commune, MappingLimits.shortCodeByteCount))
    }
}

extension Sought {
    init(wire: WireSought) throws(DefinitionStreamError) {
        self.init(codes: try Mapping.codes(wire.codes), values: try Mapping.codes(wire.values))
    }
}

extension Measure {
    init(wire: WireMeasure) throws(DefinitionStreamError) {
        var rule = Rule(try known(MeasureKind(rawValue: wire.kind)))
        guard (1...99).contains(wire.percentile) else { throw .malformed }
        rule.of = try Sought(wire: wire.of)
        if wire.hasTo { rule.to = try Sought(wire: wire.to) }
        rule.until = try codes(wire.until)
        rule.limits = try all(wire.limits, MappingLimits.meaningsPerItem) {
            limit throws(DefinitionStreamError) in
            MeasureLimit(
                risks: try codes(limit.risks), seconds: limit.seconds, early: limit.early)
        }
        rule.percentile = Int(wire.percentile)
        rule.over = try optionalCode(wire.over)
        rule.minimum = Int(wire.minimum)
        if wire.hasMaximum { rule.maximum = Int(wire.maximum) }
        rule.fact = try optional(wire.fact)
        rule.told = try optional(wire.told)
        self.init(
            terms: try Terms(wire: wire.terms, wire.hasTerms), rule: rule, isRate: wire.rate)
    }
}

extension Indicator {
    init(wire: WireIndicator) throws(DefinitionStreamError) {
        self.init(
            terms: try Terms(wire: wire.terms, wire.hasTerms),
            unit: try Labels(wire: wire.unit, wire.hasUnit),
            source: try Labels(wire: wire.source, wire.hasSource),
            caution: try Labels(wire: wire.caution, wire.hasCaution),
            periods: try all(wire.periods, MappingLimits.meaningsPerItem) {
                name throws(DefinitionStreamError) in
                try known(ReportPeriod(rawValue: name))
            },
            lists: try codes(wire.lists),
            measures: try all(wire.measures, MappingLimits.meaningsPerItem) {
                measure throws(DefinitionStreamError) in try Measure(wire: measure)
            })
    }
}

extension FigureReport {
    init(wire: WireFigureReport) throws(DefinitionStreamError) {
        self.init(
            terms: try Terms(wire: wire.terms, wire.hasTerms),
            period: try known(ReportPeriod(rawValue: wire.period)),
            indicators: try codes(wire.indicators), kinds: try codes(wire.kinds),
            audience: try known(FigureAudience(rawValue: wire.audience)))
    }
}

extension TablePlan {
    init(wire: WireTablePlan) throws(DefinitionStreamError) {
        guard (1...MappingLimits.dimensionsPerTable).contains(wire.dimensions.count) else {
            throw .malformed
        }
        self.init(
            terms: try Terms(wire: wire.terms, wire.hasTerms),
            period: try known(ReportPeriod(rawValue: wire.period)),
            indicator: try Mapping.code(wire.indicator),
            measure: try Mapping.code(wire.measure), dimensions: try codes(wire.dimensions),
            ladder: try all(wire.ladder, MappingLimits.meaningsPerItem) {
                rung throws(DefinitionStreamError) in
                TableRung(
                    dimension: try Mapping.code(rung.dimension), merged: try codes(rung.merged))
            })
    }
}
