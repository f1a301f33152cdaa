import Circuit
import Testing

/// Where a birth stands in the civil registry (LAYOUT L-20).
@Suite struct CivilRegistryTests {
    private func compared(_ office: String, _ number: String, _ year: Int64 = 2_015) -> String? {
        CivilRegistryEntry(office: office, year: year, number: number)?.compared
    }

    @Test func `Hands that write one record otherwise mean the same`() {
        let record = compared("Salé-Tabriquet", "124")
        #expect(record == "124/2015/saletabriquet")
        #expect(compared("SALE TABRIQUET", "0124") == record)
        #expect(compared("salé  tabriquet", " 1 24 ") == record)
        #expect(compared("Sale Tabriquet", "١٢٤") == record)
        #expect(compared("سَلا", "۱۲۴") == compared("سلا", "124"))
        #expect(compared("ســلا", "124") == compared("سلا", "124"))
        #expect(compared("القنيطرة", "7") == compared("القنيطره", "7"))
        #expect(compared("سلا", "124/2015") == compared("سلا", "124"))
        #expect(compared("سلا", "124/7") != compared("سلا", "124"))
    }

    @Test func `Another number, year or office is another record`() throws {
        let record = try #require(compared("Salé", "124"))
        #expect(compared("Salé", "125") != record)
        #expect(compared("Salé", "124", 2_016) != record)
        #expect(compared("Rabat", "124") != record)
        #expect(CivilRegistryEntry.numberAndYear(of: record) == "124/2015")
    }

    @Test func `A record has all of its parts`() {
        #expect(compared("", "124") == nil)
        #expect(compared("Salé", "-") == nil)
        #expect(compared("Salé", "0") == "0/2015/sale")
    }
}
