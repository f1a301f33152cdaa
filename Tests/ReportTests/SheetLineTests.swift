import Testing

@testable import Report

@Suite struct SheetLineTests {
    @Test func `a cell with a separator, a quotation mark or a line break is quoted`() {
        #expect(SheetLine.text(["a", "b"], separator: ",") == "a,b\r\n")
        #expect(SheetLine.text(["a,b", "c;d"], separator: ",") == "\"a,b\",c;d\r\n")
        #expect(SheetLine.text(["a,b", "c;d"], separator: ";") == "a,b;\"c;d\"\r\n")
        #expect(SheetLine.text(["say \"x\""], separator: ",") == "\"say \"\"x\"\"\"\r\n")
        #expect(SheetLine.text(["a\nb", "c\r\nd"], separator: ",") == "\"a\nb\",\"c\r\nd\"\r\n")
        #expect(SheetLine.text([" a", ""], separator: ",") == "\" a\",\r\n")
    }

    @Test func `no cell is a formula`() {
        for sign in ["=", "+", "-", "@", "\t"] {
            let line = SheetLine.text([sign + "1"], separator: ";")
            #expect(line == "'" + sign + "1\r\n", "\(sign)")
        }
        #expect(SheetLine.text(["=\"x\""], separator: ",") == "\"'=\"\"x\"\"\"\r\n")
        #expect(SheetLine.text(["1-2"], separator: ",") == "1-2\r\n")
    }
}
