import Testing

@testable import Terminal

private func screen(rightToLeft: Bool, plain: Bool = false, columns: Int = 40) -> Screen {
    Screen(isRightToLeft: rightToLeft, isPlain: plain, hasColour: false, columns: columns)
}

@Suite struct BidiTests {
    @Test func `inside Arabic, Latin and digits are isolated and Arabic is not`() {
        #expect(Bidi.isolated("Amine", inRightToLeft: true) == "\u{2068}Amine\u{2069}")
        #expect(Bidi.isolated("7K3M-92QA-Y", inRightToLeft: true) == "\u{2068}7K3M-92QA-Y\u{2069}")
        #expect(Bidi.isolated("أمين", inRightToLeft: true) == "أمين")
    }

    @Test func `inside Latin, Arabic is isolated and digits are not`() {
        #expect(Bidi.isolated("أمين", inRightToLeft: false) == "\u{2068}أمين\u{2069}")
        #expect(Bidi.isolated("2019-05-27", inRightToLeft: false) == "2019-05-27")
    }

    @Test func `a value cannot end its own isolate or turn what follows`() {
        #expect(
            Bidi.isolated("a\u{2069}\u{202E}b\u{200F}", inRightToLeft: true)
                == "\u{2068}ab\u{2069}")
    }

    @Test func `a value cannot steer the terminal`() {
        #expect(Printable.text("a\u{1B}[31mb\u{7}\u{9B}c\td\ne") == "a[31mbc d\ne")
    }
}

@Suite struct DigitsTests {
    @Test func `digits are typed in either set and shown in the one that was chosen`() {
        #expect(Digits.ascii("٢٧/٠٥/٢٠١٥ ۱۲") == "27/05/2015 12")
        #expect(Digits.arab.shown("27 ماي") == "٢٧ ماي")
        #expect(Digits.ascii.shown("27") == "27")
    }
}

@Suite struct WidthTests {
    @Test(arguments: [
        ("abc", 3), ("é", 1), ("e\u{301}", 1), ("مُحَمَّد", 4), ("漢字", 4), ("👩‍👩‍👧", 2),
        ("\u{2068}a\u{2069}", 1), ("", 0),
    ])
    func `marks take no column and wide characters take two`(text: String, columns: Int) {
        #expect(TextWidth.columns(of: text) == columns)
    }

    @Test func `lines break between words, and a long word is cut`() {
        #expect(TextWrap.lines(of: "à « mot » là", columns: 8) == ["à", "« mot »", "là"])
        #expect(TextWrap.lines(of: "one two three", columns: 8) == ["one two", "three"])
        #expect(TextWrap.lines(of: "abcdefghijkl", columns: 8) == ["abcdefgh", "ijkl"])
        #expect(TextWrap.lines(of: "a\n\nb", columns: 8) == ["a", "", "b"])
    }

    @Test func `an isolate that a line's end cuts is whole on each line`() {
        let key = "\u{2068}comite+1f2e3d4c\u{2069}"
        #expect(
            TextWrap.lines(of: "مفتاح " + key, columns: 8) == [
                "مفتاح", "\u{2068}comite+1\u{2069}", "\u{2068}f2e3d4c\u{2069}",
            ])
        #expect(
            TextWrap.lines(of: "\u{2068}one two\u{2069} ثلاثة", columns: 8) == [
                "\u{2068}one two\u{2069}", "ثلاثة",
            ])
        // What fits a line to its last column leaves nothing for the next.
        #expect(
            TextWrap.lines(of: "\u{2068}abcdefgh\u{2069}", columns: 8)
                == ["\u{2068}abcdefgh\u{2069}"])
    }

    @Test func `no line is wider than the width, and nothing is lost`() {
        let words = ["الطفل", "à", "protéger", "مُحَمَّد", "x", "extraordinairement"]
        for count in 0..<60 {
            let text = (0..<count).map { words[($0 * 7 + count) % words.count] }
                .joined(separator: " ")
            let lines = TextWrap.lines(of: text, columns: 12)
            #expect(lines.allSatisfy { TextWidth.columns(of: $0) <= 12 })
            #expect(
                lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
        }
    }
}

@Suite struct ListTests {
    private let items = [LabelledValue("Nom", "Amine"), LabelledValue("N° de dossier", "7K3M")]

    @Test func `from left to right labels are aligned`() {
        #expect(
            screen(rightToLeft: false).lines(of: items)
                == ["Nom            Amine", "N° de dossier  7K3M"])
    }

    @Test func `from right to left each label stands before its value`() {
        #expect(
            screen(rightToLeft: true).lines(of: [LabelledValue("الاسم", "Amine")])
                == ["الاسم: \u{2068}Amine\u{2069}"])
    }

    @Test func `plain output has one tab and one line a value`() {
        #expect(
            screen(rightToLeft: true, plain: true).lines(of: [LabelledValue("الاسم", "a\tb\nc")])
                == ["الاسم\ta b c"])
    }

    @Test func `a table that fits has columns, one that does not has records`() {
        let rows = [["1", "Amine"], ["22", "Sara"]]
        #expect(
            screen(rightToLeft: false).lines(ofTable: ["N", "Name"], rows: rows)
                == ["N   Name", "1   Amine", "22  Sara"])
        #expect(
            screen(rightToLeft: false, columns: 8).lines(ofTable: ["N", "Name"], rows: rows)
                == ["N     1", "Name  Amine", "", "N     22", "Name  Sara"])
        #expect(
            screen(rightToLeft: true, plain: true).lines(ofTable: ["N", "Name"], rows: rows)
                == ["N\tName", "1\tAmine", "22\tSara"])
    }
}

@Suite struct SearchKeyTests {
    @Test func `accents, vowel signs and spellings of alef do not count`() {
        #expect(SearchKey.matches("sale", "Salé"))
        #expect(SearchKey.matches("احمد", "أَحْمَد"))
        #expect(SearchKey.matches("فاطمه", "فاطمة"))
        #expect(SearchKey.matches("beni mellal", "Béni-Mellal"))
        #expect(!SearchKey.matches("rabat", "Salé"))
    }
}

/// Answers with the lines that it was given.
private final class Script: Answering {
    private var lines: [String]
    private(set) var told: [String] = []

    init(_ lines: [String]) { self.lines = lines }

    func line(_ question: String) throws(PromptError) -> String {
        guard !lines.isEmpty else { throw .ended }
        return lines.removeFirst()
    }
    func secret(_ question: String) throws(PromptError) -> [UInt8] {
        Array(try line(question).utf8)
    }
    func tell(_ text: String) { told.append(text) }
}

@Suite struct NewSecretTests {
    private let words = NewSecretWords(
        choose: "choose", again: "again", tooShort: "short", differ: "differ")

    @Test func `a secret that is too short or not repeated is asked for again, and why is told`()
        throws
    {
        let script = Script(["tiny", "long enough", "long enouhg", "long enough", "long enough"])
        #expect(try script.newSecret(words, byteCountMin: 8) == Array("long enough".utf8))
        #expect(script.told == ["short", "differ"])
    }

    @Test func `the end of input ends`() {
        #expect(throws: PromptError.ended) {
            try Script(["long enough"]).newSecret(words, byteCountMin: 8)
        }
    }
}

@Suite struct MenuTests {
    private let words = MenuWords(prompt: "? ", nothingFits: "none", more: { "+\($0)" })

    private func menu(_ labels: [String], commands: Set<String> = []) -> Menu {
        Menu(
            labels.enumerated().map { MenuItem(code: "C\($0)", label: $1) }, words: words,
            screen: screen(rightToLeft: false), commands: commands)
    }

    @Test func `an item is chosen by number, by code and by a part of its label`() throws {
        let menu = menu(["Salé", "Rabat", "Témara"])
        for typed in ["2", "٢", "c1", "rab"] {
            #expect(try menu.ask(Script([typed])) == .item(1))
        }
        #expect(try menu.ask(Script([""])) == .nothing)
    }

    @Test func `what fits several items narrows the list, and numbers count in it`() throws {
        let menu = menu(["Aïn Sebaa", "Rabat", "Aïn Chock"])
        let script = Script(["ain", "2"])
        #expect(try menu.ask(script) == .item(2))
        #expect(script.told.suffix(2) == ["  1) Aïn Sebaa", "  2) Aïn Chock"])
    }

    @Test func `what fits nothing is asked again, and the end of input ends`() throws {
        let script = Script(["zzz", "9", "1"])
        #expect(try menu(["a", "b"]).ask(script) == .item(0))
        #expect(script.told.contains("none"))
        #expect(throws: PromptError.ended) { try menu(["a"]).ask(Script([])) }
    }

    @Test func `commands go to the caller`() throws {
        #expect(try menu(["a"], commands: ["<"]).ask(Script(["<"])) == .command("<"))
    }

    @Test func `several items are chosen once each`() throws {
        #expect(try menu(["a", "b", "c"]).askSeveral(Script(["x", "3، 1,3"])) == .items([2, 0]))
    }

    @Test func `a long list shows its first items and how many more there are`() throws {
        let script = Script(["item 44"])
        #expect(try menu((0..<50).map { "item \($0)" }).ask(script) == .item(44))
        #expect(script.told.last == "  +20")
    }

    @Test func `nothing is asked where it is forbidden`() {
        #expect(throws: PromptError.noTerminal) { try TerminalPrompt(mayAsk: false).line("?") }
        #expect(!TerminalPrompt(mayAsk: false).isAvailable)
    }
}

@Suite struct PasteTests {
    private func text(_ lines: [String]) -> PastedText {
        var text = PastedText()
        for line in lines { text.take(Array(line.utf8)) }
        return text
    }

    @Test func `a typed line is a text`() {
        let typed = text(["كلام الطفلة"])
        #expect(typed.text == "كلام الطفلة")
        #expect(!typed.isOpen && !typed.isCut)
    }

    @Test func `what is pasted ends no answer before its own end`() {
        #expect(text(["\u{1B}[200~أولا", "ثانيا"]).isOpen)
        let pasted = text(["قبل \u{1B}[200~أولا", "", "ثالثا\u{1B}[201~ بعد"])
        #expect(!pasted.isOpen)
        #expect(pasted.text == "قبل أولا\n\nثالثا بعد")
        let twice = text(["\u{1B}[200~a\u{1B}[201~\u{1B}[200~b", "c\u{1B}[201~"])
        #expect(twice.text == "ab\nc" && !twice.isOpen)
    }

    @Test func `a line that a terminal cut is known, and no half letter is left of it`() {
        // 4,095 bytes: 2,047 letters and the first byte of one more.
        var cut = PastedText()
        cut.take(Array(String(repeating: "خ", count: 2_048).utf8.prefix(4_095)))
        #expect(cut.isCut)
        var pasted = PastedText()
        pasted.take(Array(("\u{1B}[200~" + String(repeating: "x", count: 4_089)).utf8))
        #expect(pasted.isCut && !pasted.isOpen && pasted.text.count == 4_089)
        #expect(cut.text == String(repeating: "خ", count: 2_047))
        let whole = text([String(repeating: "x", count: 4_094)])
        #expect(!whole.isCut && whole.text.count == 4_094)
    }
}
