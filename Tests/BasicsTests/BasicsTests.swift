import Basics
import Testing

@Suite struct BasicsTests {
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
}
