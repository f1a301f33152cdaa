import Basics
import Circuit
import ClientSupport
import Mapping
import Testing

@testable import MadarClient

/// What a device remembers of registers that it took over.
@Suite struct ImportJournalTests {
    private let device: UnlockedDevice
    private let register = "Registre 2023"

    init() throws { device = try ScriptedDaemon().device() }

    private func draft(_ name: String) -> ActDraft {
        var draft = ActDraft(kind: .opening, form: "F0", formVersion: 1, definitionVersion: 3)
        draft.values = [FieldValue("given_name_ar", .text(name)), FieldValue("sex", .choice("F"))]
        return draft
    }

    @Test func `An entry is known again by its number, and changed by what it says`() async throws {
        let journal = try await ImportJournal(device)
        let first = await journal.entry(of: draft("a"), register: register, reference: "12")
        var later = draft("a")
        (later.definitionVersion, later.formVersion) = (9, 2)
        later.values.reverse()
        let same = await journal.entry(of: later, register: register, reference: "12")
        let changed = await journal.entry(of: draft("b"), register: register, reference: "12")
        let other = await journal.entry(of: draft("a"), register: "Other", reference: "12")
        let bare = await journal.entry(of: draft("a"), register: register, reference: nil)
        let bareChanged = await journal.entry(of: draft("b"), register: register, reference: nil)
        #expect(same == first)
        #expect(changed.key == first.key && changed.content != first.content)
        #expect(Set([first.key, other.key, bare.key, bareChanged.key]).count == 4)
    }

    @Test func `What was begun goes again with its key, in a later process too`() async throws {
        let journal = try await ImportJournal(device)
        let entry = await journal.entry(of: draft("a"), register: register, reference: "12")
        #expect(await journal.standing(entry, day: 20_000) == .fresh)
        #expect(await journal.operationKey(entry) == nil)
        try await journal.begin([entry], day: 20_000)
        let key = try #require(await journal.operationKey(entry))
        // Nothing else was kept: the process was killed.
        let again = try await ImportJournal(device)
        #expect(await again.entry(of: draft("a"), register: register, reference: "12") == entry)
        #expect(await again.standing(entry, day: 20_001) == .sent)
        #expect(await again.operationKey(entry) == key)
        #expect(await again.standing(entry, day: 20_029) == .sent)
        // The daemon may have forgotten the key.
        #expect(await again.standing(entry, day: 20_030) == .fresh)
    }

    @Test func `What is done stays done, and what was refused is fresh`() async throws {
        let journal = try await ImportJournal(device)
        var entries: [RegisterEntry] = []
        for number in 1...3 {
            entries.append(
                await journal.entry(of: draft("a"), register: register, reference: "\(number)"))
        }
        try await journal.begin(entries, day: 20_000)
        let number = FileNumber(value: 77)
        await journal.done(entries[0], number)
        await journal.done(entries[1], nil)
        await journal.refused(entries[2])
        try await journal.save()
        let again = try await ImportJournal(device)
        #expect(
            await again.standing(entries[0], day: 30_000) == .done(number, isChanged: false))
        let changed = await again.entry(of: draft("b"), register: register, reference: "1")
        #expect(await again.standing(changed, day: 30_000) == .done(number, isChanged: true))
        #expect(await again.standing(entries[1], day: 30_000) == .done(nil, isChanged: false))
        #expect(await again.standing(entries[2], day: 20_000) == .fresh)
    }

    @Test func `Nothing of an entry lies in clear, and a damaged piece ends the import`()
        async throws
    {
        let journal = try await ImportJournal(device)
        let entry = await journal.entry(of: draft("a"), register: register, reference: "12")
        try await journal.begin([entry], day: 20_000)
        let names = try await device.kept().filter { $0.hasPrefix("import.") }
        #expect(names == ["import.0000000000000001", "import.key"])
        try await device.keep("import.0000000000000001", [1, 0, 0, 0, 1, 9])
        let error = await failure { _ = try await ImportJournal(device) }
        #expect(error?.code == .keptFileDamaged)
        try await device.keep("import.0000000000000001", [2])
        let later = await failure { _ = try await ImportJournal(device) }
        #expect(later?.code == .layoutTooNew)
    }
}
