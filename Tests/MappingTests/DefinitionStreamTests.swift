import Basics
import Circuit
import DefinitionSupport
import Framing
import Mapping
import Messages
import Testing

/// The definition that a daemon serves is the one that a client checks by.
@Suite struct DefinitionStreamTests {
    @Test func `The shipped definition survives the stream and fits one page`() throws {
        let definition = try Shipped.definition()
        let items = try DefinitionStream.encode(definition)
        #expect(try DefinitionStream.decode(items) == definition)
        var content: [UInt8] = []
        for item in items { Delimited.append(item, to: &content) }
        #expect(content.count <= FramingLimits.pageByteCountMax)
        #expect(items.allSatisfy { $0.count <= FramingLimits.messageByteCountMax })
        let split = try #require(Delimited.split(content))
        #expect(try DefinitionStream.decode(split) == definition)
        print("definition: \(items.count) items, \(content.count) bytes")
    }

    private func with(_ houses: [Establishment]) throws -> CircuitDefinition {
        var parts = try Shipped.definition().parts
        parts.establishments = houses
        return CircuitDefinition(parts)
    }

    private func house(
        _ number: UInt64, kind: String = "CPE", specialities: [String] = ["GIRLS", "INFANTS"]
    ) -> Establishment {
        Establishment(
            terms: Self.terms("HOUSE-\(number)", "دار"),
            organisation: OrganisationID(high: 1, low: number), kind: kind,
            specialities: specialities, capacity: 40,
            commune: number == 1 ? "04.421.01.01" : nil)
    }

    @Test func `Establishments survive the stream, after all that they name`() throws {
        let definition = try with([house(1), house(2)])
        let items = try DefinitionStream.encode(definition)
        let read = try DefinitionStream.decode(items)
        #expect(read == definition)
        #expect(read.establishment(of: OrganisationID(high: 1, low: 2))?.code == "HOUSE-2")
        for stray in [house(3, kind: "CASTLE"), house(3, specialities: ["GIANTS"])] {
            #expect(throws: DefinitionStreamError.incomplete) {
                try DefinitionStream.decode(DefinitionStream.encode(try with([stray])))
            }
        }
        #expect(throws: DefinitionStreamError.misplaced) {
            try DefinitionStream.decode(items + [items[items.count - 1]])
        }
        #expect(throws: DefinitionStreamError.misplaced) {
            try DefinitionStream.decode(items + [items[items.count - 3]])
        }
    }

    @Test func `The same definition has the same bytes`() throws {
        let definition = try Shipped.definition()
        #expect(
            try DefinitionStream.encode(definition) == DefinitionStream.encode(definition))
    }

    @Test func `A stream from which any item is missing is refused or is another definition`()
        throws
    {
        let definition = try Shipped.definition()
        let items = try DefinitionStream.encode(definition)
        // The first and the last of each kind and some between: to read them all for each that is
        // missing would take minutes.
        var ends: [String: (first: Int, last: Int)] = [:]
        for index in items.indices {
            let kind = try #require(try Self.item(items[index]).item)
            let name = try #require(Mirror(reflecting: kind).children.first?.label)
            ends[name] = (ends[name]?.first ?? index, index)
        }
        #expect(ends.count > 5)
        let some = stride(from: 0, to: items.count, by: 37)
        for index in Set(ends.values.flatMap { [$0.first, $0.last] } + some).sorted() {
            var shorter = items
            shorter.remove(at: index)
            let read = try? DefinitionStream.decode(shorter)
            #expect(read != definition)
        }
        #expect(throws: DefinitionStreamError.incomplete) {
            try DefinitionStream.decode(Array(items.dropFirst()))
        }
        #expect(throws: DefinitionStreamError.incomplete) {
            try DefinitionStream.decode([[UInt8]]())
        }
    }

    @Test func `Items out of their order, twice or damaged are refused`() throws {
        let items = try DefinitionStream.encode(try Shipped.definition())
        #expect(throws: DefinitionStreamError.misplaced) {
            try DefinitionStream.decode([items[0]] + items)
        }
        #expect(throws: DefinitionStreamError.misplaced) {
            try DefinitionStream.decode([items[0], items[1], items[1]])
        }
        var swapped = items
        swapped.swapAt(1, items.count - 1)
        #expect(throws: DefinitionStreamError.misplaced) { try DefinitionStream.decode(swapped) }
        #expect(throws: DefinitionStreamError.malformed) {
            try DefinitionStream.decode([items[0], Array(items[1].dropLast())])
        }
        #expect(throws: DefinitionStreamError.malformed) {
            try DefinitionStream.decode([items[0], []])
        }
    }

    @Test func `A rule of a later version is refused, not passed over`() throws {
        let items = try DefinitionStream.encode(try Shipped.definition())
        let position = try #require(
            items.firstIndex { (try? Self.item($0))?.item?.isForm ?? false })
        var item = try Self.item(items[position])
        var form = item.form
        form.fields[0].type = "hologram"
        item.form = form
        var changed = items
        changed[position] = MessageCodec.encode(item)
        #expect(throws: DefinitionStreamError.malformed) { try DefinitionStream.decode(changed) }
        form.fields[0].type = "text"
        form.fields[0].dataClass = 99
        item.form = form
        changed[position] = MessageCodec.encode(item)
        #expect(throws: DefinitionStreamError.malformed) { try DefinitionStream.decode(changed) }
    }

    @Test func `A list that does not fit one message is refused by the daemon`() throws {
        var parts = CircuitDefinition.Parts()
        let label = String(repeating: "ش", count: 200)
        parts.lists = [
            CodeList(
                terms: Self.terms("LIST", label),
                items: (0..<200).map { CodeItem(terms: Self.terms("I\($0)", label)) })
        ]
        #expect(throws: DefinitionStreamError.tooLarge) {
            try DefinitionStream.encode(CircuitDefinition(parts))
        }
    }

    private static func terms(_ code: String, _ label: String) -> Terms {
        Terms(code: code, labels: Labels(arabic: label, french: label, english: label))
    }

    private static func item(_ bytes: [UInt8]) throws -> WireDefinitionItem {
        try MessageCodec.decode(WireDefinitionItem.self, from: bytes)
    }
}

extension WireDefinitionItem.OneOf_Item {
    fileprivate var isForm: Bool { if case .form = self { true } else { false } }
}
