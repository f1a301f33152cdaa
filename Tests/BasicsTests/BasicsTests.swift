import Basics
import Testing

@Suite struct BasicsTests {
    @Test func aFullCacheLosesOneValueThatWasNotUsedAgain() {
        var cache = BoundedCache<Int, String>(countMax: 3)
        for key in 1...3 { cache[key] = "\(key)" }
        // The hand passes all three, which were all used when they came, and takes the first.
        cache[4] = "4"
        #expect(cache.count == 3 && cache[1] == nil)
        // Of the two others one was read since: it stays.
        #expect(cache[2] == "2")
        cache[5] = "5"
        #expect(cache.count == 3 && cache[2] == "2" && cache[3] == nil && cache[4] == "4")
    }

    @Test func aCacheReplacesRemovesAndFillsTheGap() {
        var cache = BoundedCache<Int, String>(countMax: 2)
        cache[1] = "1"
        cache[1] = "one"
        cache[2] = "2"
        #expect(cache.count == 2 && cache[1] == "one")
        cache[1] = nil
        cache[9] = nil
        cache[3] = "3"
        #expect(cache.count == 2 && cache[2] == "2" && cache[3] == "3")
        cache.removeAll()
        #expect(cache.count == 0 && Array(cache.keys).isEmpty && cache[2] == nil)
    }

    @Test func identifiersKeepTheirBytes() throws {
        let bytes = [UInt8](0..<16)
        let id = try #require(FileID(bytes))
        #expect(id.bytes == bytes)
        #expect(id.hexadecimal == "000102030405060708090a0b0c0d0e0f")
        #expect(FileID(hexadecimal: id.hexadecimal) == id)
        #expect(FileID([UInt8](0..<15)) == nil)
        #expect(FileID(hexadecimal: "0g") == nil)
    }

    @Test func fileNumbersReadBackAndCatchEveryWrongDigit() throws {
        for seed in stride(from: UInt64(3), to: FileNumber.space, by: 7_654_321_987) {
            let number = FileNumber(value: seed)
            #expect(FileNumber(number.text) == number)
            #expect(FileNumber(number.text.lowercased()) == number)
            let digits = Array(number.text.filter { $0 != "-" })
            for place in 0..<8 {
                for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" where other != digits[place] {
                    var wrong = digits
                    wrong[place] = other
                    #expect(FileNumber(String(wrong)) == nil)
                }
            }
        }
        #expect(FileNumber("") == nil)
        #expect(FileNumber("12345678") == nil)
    }

    @Test func readersStopAtTheEnd() throws {
        var reader = ByteReader([1, 2, 3])
        #expect(try reader.integer(UInt16.self) == 0x0102)
        #expect(throws: ByteReaderError.short) { try reader.integer(UInt16.self) }
        #expect(throws: ByteReaderError.trailing) { try reader.finish() }
        #expect(try reader.integer(UInt8.self) == 3)
        #expect(throws: Never.self) { try reader.finish() }
    }

    @Test func bigEndianReadsBack() throws {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(UInt16(0x0102))
        bytes.appendBigEndian(Int64(-2))
        bytes.appendBigEndian(UInt8(9))
        var reader = ByteReader(bytes)
        #expect(try reader.integer(UInt16.self) == 0x0102)
        #expect(try reader.integer(Int64.self) == -2)
        #expect(try reader.integer(UInt8.self) == 9)
    }

    @Test func classSetsNameTheirClasses() {
        #expect(DataClass.content.classes == [.identity, .social, .health, .judicial, .protected])
        #expect(!DataClass.content.contains(.audit))
        #expect(!DataClass.content.contains(.spine))
    }

    /// SPEC W-209.
    @Test func aNumberIsFoundInAText() {
        for seed in stride(from: UInt64(3), to: FileNumber.space, by: 7_654_321_987) {
            let text = FileNumber(value: seed).text
            #expect(FileNumber.stands(in: "Situation 1, dossier \(text)."))
            #expect(FileNumber.stands(in: text.lowercased().replacing("-", with: " ")))
            let last = text.last == "7" ? "8" : "7"
            #expect(!FileNumber.stands(in: text.dropLast() + last))
        }
        #expect(FileNumber.stands(in: "(\(FileNumber(value: 12).text.replacing("-", with: "")))"))
        for other in [
            "", "Situation 1", "0537 12 34 56", "0661234567", "2026-2027", "reference", "situation",
            "الحالة الأولى", "7K3M-92QA", "7K3M 92QA",
        ] { #expect(!FileNumber.stands(in: other), "\(other)") }
    }
}
