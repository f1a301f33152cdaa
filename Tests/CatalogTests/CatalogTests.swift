import Basics
import Catalog
import Circuit
import Framing
import Testing

/// Every text with what names it, in one language.
private func texts(_ language: Language) -> [(name: String, text: String)] {
    Label.allCases.map { ("label \($0)", $0.text(language)) }
        + Question.allCases.map { ("question \($0)", $0.text(language)) }
        + HelpText.allCases.map { ("help \($0)", $0.text(language)) }
        + PageText.allCases.map { ("page \($0)", $0.text(language)) }
        + FigureText.allCases.map { ("figure \($0)", $0.text(language)) }
        + PublishedText.allCases.map { ("published \($0)", $0.text(language)) }
        + NationalText.allCases.map { ("national \($0)", $0.text(language)) }
        + CheckText.allCases.map { ("check \($0)", $0.text(language)) }
        + StatusText.allCases.map { ("status \($0)", $0.happened(language)) }
        + StatusText.allCases.map { ("status advice \($0)", $0.advice(language)) }
        + Outcome.allCases.map { ("outcome \($0)", $0.text(language)) }
        + ExitStatus.allCases.map { ("exit \($0)", $0.text(language)) }
        + Samples.notices.map { ("notice \($0)", $0.text(language)) }
        + Samples.faults.map { ("fault \($0)", $0.happened(language)) }
        + Samples.faults.map { ("fault advice \($0)", $0.advice(language)) }
        + Samples.importTexts.map { ("import \($0)", $0.text(language)) }
        + Samples.daemonTexts.map { ("daemon \($0)", $0.text(language)) }
        + DoctorLevelText.allCases.map { ("level \($0)", $0.text(language)) }
        + DoctorText.allCases.map { ("doctor \($0)", $0.happened(Samples.text, language)) }
        + DoctorText.allCases.compactMap { text in
            text.advice(language).map { ("doctor advice \(text)", $0) }
        }
        + FindingText.allCases.map {
            ("finding \($0)", $0.text(Samples.text, String(Samples.number), language))
        }
        + Counted.allCases.flatMap { noun in
            [0, 1, 2, 3, 11, 100].map { ("\(noun) \($0)", noun.text($0, language)) }
        }
}

/// What may stand in Latin letters inside Arabic: what people type, and names of formats.
private let latinInArabic: Set<String> = [
    "month", "organisation",
    "PLAN", "year", "quarter", "national", "definition", "UTC", "publish", "publication",
    "renew", "renewal", "all", "files", "pause", "cancel", "watch", "verify",
    "restored", "sign", "record", "ACTIVITY", "SESSION", "save", "note", "FILE",
    "madar", "madarctl", "madard", "init", "enrol", "measure", "by", "unlock", "lock", "show",
    "history", "send",
    "approve", "unseal", "invite", "device", "devices", "resume", "transport", "status", "prepare",
    "switch", "revoke", "F", "age", "export", "attachment", "invitations", "member", "unanswered",
    "secrecy",
    "members", "whoami", "break", "glass", "open", "handover", "withdraw", "act", "add", "find",
    "outbox", "drop", "drafts", "forget", "files", "overdue", "saved", "NAME", "places",
    "template", "from", "txt", "list", "forms", "help", "motive", "profile",
    "role", "form", "MADAR", "JSON", "JPEG", "PNG", "PDF", "Ctrl", "C", "mine", "due", "field",
    "CODE", "backup", "plan", "age", "keygen", "keys", "rotate", "credential", "identity", "social",
    "health",
    "judicial", "spine", "protected",
    "figures", "to", "csv", "html", "HTML", "both", "sex", "cp", "milieu", "commune", "category",
    "unit",
    "row", "print", "province", "code", "trust", "transfer", "receive", "receipt", "refuse",
    "referral", "ID", "internal", "service", "school",
    "employer", "subject", "verify", "witness", "sign", "request", "cosigned", "leaf", "after", "N",
    "comite", "sale",
    "readers", "report", "order", "carry", "out", "record", "health", "judicial", "protected",
    "all", "retention",
    "court", "oversight", "incident", "amend",
    "justice", "for", "mask", "FIELD", "ACT", "json",
    "CSV", "UTF", "WINDOWS", "iconv", "f", "t", "delimiter", "comma", "semicolon", "tab", "do",
    "rows",
    "take", "similar", "import",
    "NUMBER", "out", "FILE", "note", "chmod", "go", "R", "ulimit", "l", "ar", "fr", "en", "ascii",
    "arab", "committee", "custody", "MADARK", "USB", "drill", "propose", "prove",
    "sudo", "u", "doctor", "MemorySwapMax", "swapoff", "a", "LimitCORE", "LimitMEMLOCK", "G", "CAP",
    "IPC", "LOCK", "P", "NTP",
    "timedatectl", "set", "ntp", "true", "service", "chown", "systemd", "SQLite", "libsodium",
    "index", "log", "Prometheus",
]

private func latinWords(_ text: String) -> [String] {
    text.split { character in
        !character.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("A"..."Z").contains($0)
        }
    }.map(String.init)
}

@Suite struct CatalogTests {
    @Test(arguments: Language.allCases) func `no text is empty or padded`(language: Language) {
        for (name, text) in texts(language) {
            #expect(!text.isEmpty, "\(name)")
            #expect(!text.hasPrefix(" "), "\(name)")
            #expect(!text.contains("{"), "\(name)")
        }
    }

    @Test func `nothing in Latin letters is left in Arabic texts`() {
        for (name, text) in texts(.arabic) {
            let shown = text.split(separator: Samples.text).joined()
            for word in latinWords(shown) {
                #expect(latinInArabic.contains(word), "\(name): \(word)")
            }
        }
    }

    @Test func `no Arabic letter is left in the other languages`() {
        for language in [Language.french, .english] {
            for (name, text) in texts(language) {
                let arabic = text.unicodeScalars.contains { (0x600...0x6FF).contains($0.value) }
                #expect(!arabic, "\(name)")
            }
        }
    }

    @Test func `the three languages hold the same arguments`() {
        let english = texts(.english)
        for language in [Language.arabic, .french] {
            for ((name, text), (_, other)) in zip(texts(language), english) {
                for sign in [Samples.text, String(Samples.number)] {
                    #expect(
                        text.split(separator: sign, omittingEmptySubsequences: false).count
                            == other.split(separator: sign, omittingEmptySubsequences: false).count,
                        "\(name)")
                }
            }
        }
    }

    @Test func `what fails is told in the language of whoever reads it`() {
        func told(_ language: Language) -> [(String, String)] {
            StatusText.allCases.map { ("\($0)", $0.happened(language)) }
                + StoreFaultText.allCases.map { ("\($0)", $0.text(language)) }
                + Samples.faults.map { ("\($0)", $0.happened(language)) }
        }
        for ((name, arabic), (french, english)) in zip(
            told(.arabic), zip(told(.french).map(\.1), told(.english).map(\.1)))
        {
            #expect(Set([arabic, french, english]).count == 3, "\(name)")
            #expect(
                arabic.unicodeScalars.contains { (0x600...0x6FF).contains($0.value) }, "\(name)")
        }
    }

    @Test func `arguments in Arabic stand between isolates`() {
        let text = Fault.noSuchInput(path: "a.txt").happened(.arabic)
        #expect(text.contains("\u{2068}a.txt\u{2069}"))
    }

    @Test func `every check has its words under its own number`() {
        #expect(
            CheckCode.allCases.map { String(describing: $0) }
                == CheckText.allCases.map { String(describing: $0) })
        #expect(CheckCode.allCases.map(\.rawValue) == CheckText.allCases.map(\.rawValue))
    }

    @Test func `every status has its words`() {
        let statuses: [StatusCode] = [
            .badMessage, .unknownMethod, .invalidArgument, .notAvailable, .precondition, .conflict,
            .idempotencyMismatch, .tooLarge, .operationKeyRequired, .operationKeyExpired,
            .permission, .revoked, .secondApproval, .purposeMissing, .secrecyDue, .searchLimit,
            .overloaded,
            .draining,
            .expiredBeforeStart, .inProgress, .sealed, .diskFull, .deadline, .cancelled,
            .commitUnknown, .connectionLost, .internalFault, .storage,
        ]
        for status in statuses {
            let words = StatusText(rawValue: status.rawValue)
            #expect(words != nil, "\(status.rawValue)")
            // What was certainly not executed must not be called unknown, and the reverse.
            switch status.retryClass {
            case .authority, .notExecuted: #expect(words?.outcome == .notDone)
            case .unknownOutcome, .daemonFault: #expect(words?.outcome == .unknown)
            case .callerError, .done: break
            }
        }
    }
}

@Suite struct QuorumTextTests {
    private func texts(_ present: Int, _ needed: Int?) -> [String] {
        Language.allCases.map { language in
            QuorumText.text(present: present, of: 11, needed: needed, language)
        }
    }

    @Test func itTellsWhoCameAndWhetherThatWasEnough() {
        for (text, words) in zip(
            texts(6, 6) + texts(5, 6) + texts(1, nil),
            [
                "حضر 6 من 11، واللازم 6: النصاب مكتمل",
                "6 présents sur 11, 6 nécessaires : quorum atteint",
                "6 of 11 present, 6 needed: reached",
                "حضر 5 من 11، واللازم 6: النصاب غير مكتمل",
                "5 présents sur 11, 6 nécessaires : quorum non atteint",
                "5 of 11 present, 6 needed: not reached",
                "حضر 1 من 11", "1 présent sur 11", "1 of 11 present",
            ])
        { #expect(text == words) }
    }
}

@Suite struct PluralTests {
    @Test(arguments: [
        (0, "لا ملف"), (1, "ملف واحد"), (2, "ملفان"), (3, "3 ملفات"), (10, "10 ملفات"),
        (11, "11 ملفا"), (99, "99 ملفا"), (100, "100 ملف"), (103, "103 ملفات"), (111, "111 ملفا"),
    ])
    func `Arabic has six forms`(count: Int, text: String) {
        #expect(Counted.files.text(count, .arabic) == text)
    }

    @Test(arguments: [(0, "0 dossier"), (1, "1 dossier"), (2, "2 dossiers")])
    func `nought is singular in French`(count: Int, text: String) {
        #expect(Counted.files.text(count, .french) == text)
    }

    @Test(arguments: [(0, "0 files"), (1, "1 file"), (2, "2 files")])
    func `nought is plural in English`(count: Int, text: String) {
        #expect(Counted.files.text(count, .english) == text)
    }

    @Test func noTimeAtAllIsNotCounted() {
        #expect(Counted.minutes.text(0, .arabic) == "أقل من دقيقة")
        #expect(Counted.minutes.text(0, .french) == "moins d'une minute")
        #expect(Counted.minutes.text(0, .english) == "less than a minute")
    }
}

@Suite struct LanguageTests {
    private func language(_ arguments: [String], _ environment: [String: String]) -> Language {
        Language.ofProcess(arguments: arguments) { environment[$0] }
    }

    @Test func `the option prevails over the environment`() {
        #expect(language(["find", "--lang", "ar"], ["LANG": "fr_MA.UTF-8"]) == .arabic)
        #expect(language(["--lang=en"], ["LC_ALL": "ar_MA.UTF-8"]) == .english)
        #expect(language(["--", "--lang", "ar"], ["LANG": "fr_FR"]) == .french)
    }

    @Test func `the first variable that is set decides`() {
        #expect(language([], ["LC_ALL": "fr_MA", "LANG": "ar_MA"]) == .french)
        #expect(language([], ["LC_ALL": "", "LC_MESSAGES": "ar_MA", "LANG": "fr"]) == .arabic)
        #expect(language([], ["LANG": "C.UTF-8"]) == .english)
        #expect(language([], [:]) == .english)
    }
}

@Suite struct DateTextTests {
    @Test func `days bear the month's name as Morocco writes it`() {
        let day = DayParts(year: 2024, month: 8, day: 1)
        #expect(DateText.day(day, .arabic) == "1 غشت 2024")
        #expect(DateText.day(day, .french) == "1er août 2024")
        #expect(DateText.day(day, .english) == "1 August 2024")
    }

    @Test func `days are read in the ways in which people type them`() {
        let day = DayParts(year: 2019, month: 5, day: 27)
        for text in ["2019-05-27", "27/05/2019", "27-5-2019", "27.5.2019"] {
            #expect(DateText.readDay(text) == day, "\(text)")
        }
        for text in ["27/05", "27/05/19", "-1/05/2019", "2019", "", "27/x/2019"] {
            #expect(DateText.readDay(text) == nil, "\(text)")
        }
    }

    @Test func `a moment that was read shows as it was typed`() {
        let now = Instant(milliseconds: 1_700_000_000_000)
        let read = DateText.readMoment("27/05/2023 14:30", now: now)
        #expect(read.map { DateText.moment($0, .english) } == "27 May 2023, 14:30")
        #expect(DateText.readMoment("31/02/2023 14:30", now: now) == nil)
        #expect(DateText.readMoment("27/05/2023 24:30", now: now) == nil)
        #expect(DateText.readMoment("27/05/2023", now: now) == nil)
    }

    @Test func `programs read moments in UTC, before the epoch too`() {
        #expect(DateText.iso(Instant(milliseconds: 0)) == "1970-01-01T00:00:00Z")
        #expect(DateText.iso(Instant(milliseconds: -1)) == "1969-12-31T23:59:59Z")
    }
}
