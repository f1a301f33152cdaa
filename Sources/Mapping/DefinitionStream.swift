import Basics
public import Circuit
import Messages

/// Why a definition could not be put on the wire, or read from it.
public enum DefinitionStreamError: Error, Equatable, Sendable {
    /// An item does not fit one message.
    case tooLarge
    /// An item does not decode, or a part of it has no meaning here.
    case malformed
    /// The items do not come in their order, or two have one code.
    case misplaced
    /// The head is missing, or something is named that no item brings.
    case incomplete
}

/// The whole definition as a sequence of messages: `DefinitionItem`, one after the other.
///
/// The order is fixed: the head; forms, lists, tracks, kinds of task, clocks and roles, each in
/// the order of the definition; the territories, up to 256 in an item; the establishments.
/// Whoever serves it hashes the content that holds these messages; whoever reads it compares the hash before decoding.
public enum DefinitionStream {
    /// The encoded items.
    ///
    /// - Throws: `tooLarge` where one does not fit a message.
    public static func encode(
        _ definition: CircuitDefinition
    ) throws(DefinitionStreamError) -> [[UInt8]] {
        let parts = definition.parts
        var items: [WireDefinitionItem.OneOf_Item] = [.head(WireDefinitionHead(parts))]
        items += parts.forms.map { .form(WireForm($0)) }
        items += parts.lists.map { .list(WireCodeList($0)) }
        items += parts.tracks.map { .track(WireTrack($0)) }
        items += parts.tasks.map { .task(WireTaskKind($0)) }
        items += parts.clocks.map { .clock(WireClock($0)) }
        items += parts.roles.map { .role(WireRole($0)) }
        let step = MappingLimits.territoriesPerItem
        for start in stride(from: 0, to: parts.territories.count, by: step) {
            var chunk = WireTerritories()
            chunk.territories = parts.territories.dropFirst(start).prefix(step)
                .map(WireTerritory.init)
            items.append(.territories(chunk))
        }
        items += parts.establishments.map { .establishment(WireEstablishment($0)) }
        items += parts.indicators.map { .indicator(WireIndicator($0)) }
        items += parts.reports.map { .report(WireFigureReport($0)) }
        items += parts.tables.map { .table(WireTablePlan($0)) }
        var messages: [[UInt8]] = []
        for item in items {
            var message = WireDefinitionItem()
            message.item = item
            let bytes = MessageCodec.encode(message)
            // The codec refuses to read what is larger; better said here than at every client.
            guard bytes.count <= BasicsLimits.messageByteCountMax else { throw .tooLarge }
            messages.append(bytes)
        }
        return messages
    }

    /// Joins encoded items to a definition.
    ///
    /// - Throws: `DefinitionStreamError`, at the first item that is wrong.
    public static func decode(
        _ messages: some Sequence<some Collection<UInt8>>
    ) throws(DefinitionStreamError) -> CircuitDefinition {
        var reader = Reader()
        for message in messages {
            guard let item = try? MessageCodec.decode(WireDefinitionItem.self, from: message)
            else { throw .malformed }
            try reader.read(item)
        }
        return try reader.finish()
    }

    /// Collects items in their order.
    private struct Reader {
        private var parts = CircuitDefinition.Parts()
        private var position = -1
        private var hasHead = false

        mutating func read(_ wire: WireDefinitionItem) throws(DefinitionStreamError) {
            guard let item = wire.item else { throw .malformed }
            switch item {
            case .head(let head):
                guard !hasHead else { throw .misplaced }
                try advance(to: 0)
                hasHead = true
                parts.version = head.version
                parts.offsetSeconds = head.offsetSeconds
                parts.calendar = try WorkCalendar(wire: head)
                guard let bound = Int(exactly: head.smallBelow),
                    MappingLimits.smallBelow.contains(bound)
                else { throw .malformed }
                parts.smallBelow = bound
            case .form(let form):
                try advance(to: 1)
                parts.forms.append(try Form(wire: form))
            case .list(let list):
                try advance(to: 2)
                parts.lists.append(try CodeList(wire: list))
            case .track(let track):
                try advance(to: 3)
                parts.tracks.append(try Track(wire: track))
            case .task(let task):
                try advance(to: 4)
                parts.tasks.append(try TaskKind(wire: task))
            case .clock(let clock):
                try advance(to: 5)
                parts.clocks.append(try Clock(wire: clock))
            case .role(let role):
                try advance(to: 6)
                parts.roles.append(try Role(wire: role))
            case .territories(let chunk):
                try advance(to: 7)
                parts.territories += try Territory.read(chunk)
            case .establishment(let house):
                try advance(to: 8)
                guard parts.establishments.count < MappingLimits.establishments else {
                    throw .malformed
                }
                parts.establishments.append(try Establishment(wire: house))
            case .indicator(let indicator):
                try advance(to: 9)
                guard parts.indicators.count < MappingLimits.indicators else {
                    throw .malformed
                }
                parts.indicators.append(try Indicator(wire: indicator))
            case .report(let report):
                try advance(to: 10)
                guard parts.reports.count < MappingLimits.reports else { throw .malformed }
                parts.reports.append(try FigureReport(wire: report))
            case .table(let table):
                try advance(to: 11)
                guard parts.tables.count < MappingLimits.tables else { throw .malformed }
                parts.tables.append(try TablePlan(wire: table))
            }
        }

        private mutating func advance(to place: Int) throws(DefinitionStreamError) {
            guard place == 0 || hasHead else { throw .incomplete }
            guard place >= position else { throw .misplaced }
            position = place
        }

        func finish() throws(DefinitionStreamError) -> CircuitDefinition {
            guard hasHead else { throw .incomplete }
            for codes in [
                parts.forms.map(\.code), parts.lists.map(\.code), parts.tracks.map(\.code),
                parts.tasks.map(\.code), parts.clocks.map(\.code), parts.roles.map(\.code),
                parts.territories.map(\.code), parts.establishments.map(\.code),
                parts.establishments.map(\.organisation.hexadecimal),
                parts.indicators.map(\.code), parts.reports.map(\.code),
                parts.tables.map(\.code),
            ] {
                guard Set(codes).count == codes.count else { throw .misplaced }
            }
            let definition = CircuitDefinition(parts)
            guard isComplete(definition) else { throw .incomplete }
            return definition
        }

        /// Whether everything that is named is there, so that a lookup in the definition succeeds.
        private func isComplete(_ definition: CircuitDefinition) -> Bool {
            let fields = parts.forms.flatMap(\.fields)
            let stages = parts.tracks.flatMap(\.stages)
            return parts.reports.flatMap(\.indicators).allSatisfy {
                definition.indicator($0) != nil
            }
                && parts.tables.allSatisfy { definition.measure(of: $0) != nil }
                && fields.allSatisfy { $0.list.map { definition.list($0) != nil } ?? true }
                && parts.forms.flatMap(\.stages).allSatisfy { definition.stage($0) != nil }
                && parts.lists.allSatisfy {
                    ($0.reportLines.map { definition.list($0) != nil } ?? true)
                        && ($0.sectors.map { definition.list($0) != nil } ?? true)
                }
                && parts.forms.compactMap(\.begins).allSatisfy { definition.track($0) != nil }
                && stages.flatMap(\.ends).allSatisfy { definition.track($0) != nil }
                && stages.flatMap { $0.next + $0.after }.allSatisfy { definition.stage($0) != nil }
                && stages.flatMap(\.entryForms).allSatisfy { definition.form($0) != nil }
                && parts.clocks.allSatisfy { definition.task($0.task) != nil }
                && parts.roles.flatMap(\.stages).allSatisfy { definition.stage($0) != nil }
                && parts.territories.allSatisfy {
                    $0.parent.map { definition.territory($0) != nil } ?? true
                }
                && parts.establishments.allSatisfy { house in
                    has(house.kind, .establishmentKinds, definition)
                        && house.specialities.allSatisfy {
                            has($0, .establishmentSpecialities, definition)
                        } && (house.commune.map { definition.territory($0) != nil } ?? true)
                }
        }

        private func has(
            _ item: String, _ meaning: ListMeaning, _ definition: CircuitDefinition
        ) -> Bool {
            guard let list = definition.list(meaning: meaning) else { return false }
            return definition.item(item, list: list.code) != nil
        }
    }
}
