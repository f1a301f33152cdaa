import Population
import Support
import Testing

@testable import Index

/// One name in two hands is one name, whichever the script.
@Suite struct NameSoundTests {
    /// How like a name on a file is to one that is asked for; 0 where the file is not found.
    private func likeness(_ recorded: String, _ asked: String) -> Int {
        var index = FileIndex()
        index.update(
            FileIndexTests.file(1) {
                $0.names = ChildNames()
                $0.names.knownAs = recorded
            })
        return index.search(SearchQuery(asked)) { _ in true }.first?.likeness ?? 0
    }

    @Test func `Two names taken apart each by itself have the words of both together`() {
        var known = KnownNames()
        let names = [
            "", "عبد", "عبد الله", "سلمى عبد", "الله", "Abd", "El Idrissi", "Idrissi El Fassi",
            "Fassi, Fassi",
        ]
        for first in names {
            for second in names {
                let (one, other) = (known.name(first), known.name(second))
                #expect(
                    one.whole(with: other) == TakenName.whole(one.tokens + other.tokens),
                    "\(first) \(second)")
            }
        }
    }

    @Test(arguments: [
        // Articles, joined and apart, with the letter that swallows the l.
        ["النجار", "Najjar", "Ennajjar", "En-Najjar", "Nejjar", "An Najjar", "El Nejjar"],
        ["الشرقي", "Cherki", "Echcherki", "Ech-Cherki", "Charqi", "Ash-Sharqi"],
        ["الزياني", "Ziani", "Ezziani", "Ez-Ziani", "Zyani"],
        ["الراضي", "Radi", "Erradi", "Er-Radi", "Radhi"],
        ["المختار", "Mokhtar", "Lmokhtar", "El Mokhtar", "Moukhtar", "لمختار"],
        ["العسري", "Laasri", "El Asri", "Asri", "L'Asri"],
        // Compound names, together and apart.
        ["عبد الواحد", "Abdelouahed", "Abdelwahid", "Abd El Wahed", "Abdul Wahid", "عبدالواحد"],
        ["عبد السلام", "Abdeslam", "Abdesslam", "Abd Es Salam", "Abdelsalam", "Abdessalam"],
        ["عبد الله", "Abdellah", "Abdallah", "Abdullah", "عبدالله"],
        ["محيي الدين", "Mohieddine", "Mohyi Eddine", "Mohieddin"],
        ["شمس الدين", "Chamseddine", "Chams Eddine", "Shamsuddin", "Chams-Eddine"],
        ["بنسليمان", "Benslimane", "Ben Slimane", "Bensliman", "بن سليمان"],
        ["بوعبيد", "Bouabid", "Bou Abid", "Bouabide", "بو عبيد"],
        ["أيت حمو", "Ait Hammou", "Aït Hamou", "Ayt Hammou", "ايت حمو"],
        ["ولد العيد", "Ould Laid", "Ould El Aid", "Oueld Elaid"],
        ["فاطمة الزهراء", "Fatima Zohra", "Fatimazahra", "Fatma Zahra", "Fatima-Zahrae"],
        ["بنعبد الواحد", "Benabdelouahed", "Ben Abdelwahed", "Benabdelwahid"],
        ["بوالنوار", "Boulnouar", "Bou Lnouar", "Boulenouar", "Bou El Nouar"],
        ["زين العابدين", "Zine El Abidine", "Zinelabidine", "Zine Labidine"],
        ["أم كلثوم", "Oum Keltoum", "Oumkaltoum", "Om Kalthoum"],
        ["مولاي رشيد", "Moulay Rachid", "My Rachid", "Rachid"],
        ["للا خديجة", "Lalla Khadija", "Lla Khadija", "Khadija"],
        // French and English digraphs.
        ["شادية", "Chadia", "Shadia", "Chadya"],
        ["خليل", "Khalil", "Khaleel", "Kalil"],
        ["غنام", "Ghannam", "Rhannam", "Ghanam"],
        ["جعفر", "Jaafar", "Djaafar", "Jafar", "Gaafar"],
        ["جيهان", "Jihane", "Gihan", "Djihane"],
        ["فيصل", "Faycal", "Fayçal", "Faissal", "Faysal"],
        ["حدجو", "Hadjou", "Haddjou"],
        ["وجدان", "Wijdane", "Oujdane", "Ouijdan"],
        ["ثورية", "Touria", "Thouraya", "Touriya"],
        ["ظافر", "Dafer", "Dhafir", "Zafer"],
        ["رفيق", "Rafik", "Rafiq", "Rafic"],
        ["لحسن", "Lahcen", "Lahssen", "El Hassan"],
        ["مصطفى", "Mustapha", "Mostafa", "Moustafa"],
        // Hamza, alef, final letters, vowels that one hand writes and the next does not.
        ["وفاء", "Wafae", "Ouafaa", "Wafa", "Ouafa"],
        ["رؤوف", "Raouf", "Raoof", "Rauf"],
        ["نجية", "Najia", "Nagia", "Najiya", "Najiyah"],
        ["إدريس", "Driss", "Idriss", "Idris", "ادريس"],
        ["إبراهيم", "Brahim", "Ibrahim", "Ebrahim"],
        ["مبارك", "Mbarek", "M'barek", "Embarek", "Mubarak", "امبارك"],
        ["سليمان", "Slimane", "Soulaimane", "Sulayman"],
        ["يعقوب", "Yacoub", "Yaakoub", "Yaqub"],
        ["عيسى", "Aissa", "Aïssa", "Issa", "Eissa"],
        // What no rule tells.
        ["محمد", "Mohamed", "Muhammad", "Med", "Mohand", "Mohammed", "محند"],
        ["فاطمة", "Fatima", "Fatma", "Fatna", "فاطنة"],
        ["سماعيل", "Ismail", "Smail", "Smain", "إسماعيل"],
        // Amazigh names, and their own letters.
        ["تيزيري", "Tiziri", "Tizri", "ⵜⵉⵣⵉⵔⵉ"],
        ["ماسين", "Massine", "Masin", "ⵎⴰⵙⵉⵏ"],
        ["يوبا", "Youba", "Yuba", "ⵢⵓⴱⴰ"],
        ["أمناي", "Amnay", "Amnai", "ⴰⵎⵏⴰⵢ"],
    ])
    func `Every spelling of a name finds every other`(spellings: [String]) {
        for recorded in spellings {
            for asked in spellings {
                #expect(
                    likeness(recorded, asked) >= 72, "\(asked) for \(recorded)")
            }
        }
    }

    @Test(arguments: [
        ("Said", "سعيد", "سعيدة"), ("Saida", "سعيدة", "سعيد"), ("Hassan", "حسن", "حسين"),
        ("Houssine", "حسين", "حسن"), ("Amina", "أمينة", "أمين"), ("Karim", "كريم", "كرم"),
        ("Hamid", "حميد", "حماد"), ("Benali", "بنعلي", "بنعلال"), ("جميلة", "Jamila", "Jamal"),
        ("عمر", "Omar", "Amira"), ("Sidki", "صدقي", "صديق"),
    ])
    func `The right name is more like than its neighbour`(
        asked: String, right: String, wrong: String
    ) {
        #expect(likeness(right, asked) > likeness(wrong, asked), "\(asked)")
    }

    @Test(arguments: [
        ("Salma", "Karima"), ("Ali", "Lina"), ("Driss", "Idir"),
        ("Enfant 12", "Enfant 13"), ("Nabil", "Jamal"), ("هند", "Houda"), ("Aya", "Ayoub"),
    ])
    func `Other names are not found`(left: String, right: String) {
        #expect(likeness(left, right) == 0 && likeness(right, left) == 0)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `Case, accents, hyphens and marks of direction change no sound`(seed: UInt64) {
        var children = Children(seed: seed)
        for _ in 0..<200 {
            let names = children.next().names
            for name in [
                names.givenLatin, names.familyLatin, names.givenArabic, names.familyArabic,
            ]
            where !name.isEmpty {
                let sounds = NameSounds(name).words
                #expect(!sounds.isEmpty)
                for other in [
                    name.uppercased(), name.lowercased(), "\u{202B}\(name)\u{200F}",
                    name.replacing(" ", with: "-"), name.replacing("i", with: "ï"),
                    name.replacing("e", with: "é"), name.replacing("ا", with: "ا\u{64E}"),
                ] {
                    #expect(NameSounds(other).words == sounds, "\(other)")
                }
            }
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `Particles have one sound, joined or apart`(seed: UInt64) {
        var children = Children(seed: seed)
        for _ in 0..<200 {
            let name = children.given(isGirl: false).latin[0]
            guard !name.contains(" "), !name.hasPrefix("A") else { continue }
            // Of «Aith…» and «Ouldh…» the two letters would be one sound.
            for particle in ["Ben", "Bou"] {
                #expect(
                    NameSounds(particle + name).words == NameSounds("\(particle) \(name)").words)
            }
            #expect(NameSounds("El \(name)").words == NameSounds(name).words)
        }
        #expect(NameSounds("Abdelhamid").words == NameSounds("Abd El Hamid").words)
        #expect(NameSounds("عبدالحميد").words == NameSounds("عبد الحميد").words)
        #expect(NameSounds("نورالدين").words == NameSounds("نور الدين").words)
        #expect(NameSounds("Noureddine").words == NameSounds("Nour-Eddine").words)
    }

    @Test func `How like two names are does not depend on which is asked for`() {
        var children = Children(seed: 9)
        let names = (0..<40).map { _ in children.family() }
            .flatMap { [$0.arabic] + $0.latin }.map { NameSounds($0).words.flatMap { $0 } }
        func likeness(_ left: [UInt8], _ right: [UInt8]) -> UInt8 {
            var probe = SoundProbe(left)
            let costs = SoundCosts.moroccan
            return probe.likeness(
                right, 0, right.count, weight: costs.weight(right), mask: SoundCosts.mask(right))
        }
        for left in names {
            #expect(likeness(left, left) == 100)
            for right in names { #expect(likeness(left, right) == likeness(right, left)) }
        }
    }
}
