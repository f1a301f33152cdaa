import Testing

@testable import Framing

/// The public half of a custodian's key as people carry it (SPEC W-180).
@Suite struct CustodyKeyTextTests {
    private let key = [UInt8](0..<32)

    @Test func aTextIsReadBackAsPeopleTypeIt() throws {
        let made = try #require(CustodyKeyText(publicKey: key))
        let text = made.text
        #expect(text.hasPrefix("MADARK-") && text.count == 6 + 12 * 6)
        #expect(CustodyKeyText(text) == made)
        #expect(CustodyKeyText(text.lowercased()) == made)
        #expect(CustodyKeyText(" " + text.replacing("-", with: " ") + "\n") == made)
        let slipped = text.dropFirst(6).replacing("0", with: "O").replacing("1", with: "L")
        #expect(CustodyKeyText("MADARK" + slipped) == made)
        #expect(CustodyKeyText(publicKey: Array(key.dropLast())) == nil)
    }

    @Test func everyWrongCharacterIsFound() throws {
        let text = try #require(CustodyKeyText(publicKey: key)).text
        for place in text.indices where text[place] != "-" {
            var changed = text
            let other = text[place] == "7" ? "8" : "7"
            changed.replaceSubrange(place...place, with: other)
            #expect(CustodyKeyText(changed) == nil, "\(changed)")
            changed.remove(at: place)
            #expect(CustodyKeyText(changed) == nil)
        }
        #expect(CustodyKeyText("") == nil && CustodyKeyText("MADARK") == nil)
    }
}
