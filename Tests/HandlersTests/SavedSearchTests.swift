import Authority
import Basics
import Circuit
import Dossiers
import Framing
import Messages
import ProvinceSupport
import Registry
import Testing

@testable import Handlers

/// Searches that a member keeps (SPEC W-189).
@Suite struct SavedSearchTests {
    private func saved(_ office: Office, _ person: Person) throws -> [WireSavedSearch] {
        let answer = try office.ask(person, .listSavedSearches)
        try #require(answer.status == .ok)
        return try MessageCodec.decode(WireListSavedSearchesAnswer.self, from: answer.payload)
            .searches
    }

    private func save(
        _ office: Office, _ person: Person, _ name: String,
        _ change: (inout WireListFilesRequest) -> Void = { $0.kind = 4 }
    ) throws -> StatusCode {
        try office.ask(person, .saveSearch, office.saving(name, change)).status
    }

    private func change(
        _ province: TestProvince, _ rows: [MemberRegistry.Change]
    ) throws {
        let ledger = province.ledger
        try ledger.maintain(Permit.system(.bootstrap), nil) {
            try ledger.registry.apply(rows, in: $0)
        }
    }

    @Test func aSearchIsKeptForWhoSavedItOverRestarts() throws {
        let province = try TestProvince()
        var office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let other = try province.add(["UPE-WORKER"], organisation: worker.organisation)
        var asked = WireListFilesRequest()
        asked.kind = 2
        asked.stage = "LISTEN"
        asked.risk = "R3"
        asked.commune = "04.441"
        asked.category = "VIC"
        asked.referent = other.member.blob
        asked.organisation = worker.organisation.blob
        (asked.overdue, asked.urgent, asked.quietDays) = (true, true, 60)
        (asked.openedFrom, asked.dueUntil, asked.sort) = (20_000, 20_100, 1)
        #expect(try save(office, worker, "  متأخرة \n") { $0 = asked } == .ok)
        #expect(try save(office, worker, "Autre") == .ok)
        try province.restart()
        office = try Office(province)
        let kept = try saved(office, worker)
        #expect(kept.map(\.name) == ["Autre", "متأخرة"])
        #expect(kept[1].search == asked && kept.allSatisfy { $0.unknown.isEmpty })
        // It is nobody else's, and of one name there is one.
        #expect(try saved(office, other).isEmpty)
        #expect(
            try office.ask(other, .forgetSearch, office.forgetting("Autre")).status
                == .notAvailable)
        #expect(try save(office, worker, "Autre ") { ($0.kind, $0.overdue) = (1, true) } == .ok)
        #expect(try saved(office, worker).count == 2)
        #expect(try saved(office, worker)[0].search.overdue)
        // What it asks is a list like any other.
        var list = kept[1].search
        list.limit = 10
        #expect(try office.ask(worker, .listFiles, MessageCodec.encode(list)).status == .ok)
        #expect(try office.ask(worker, .forgetSearch, office.forgetting(" Autre")).status == .ok)
        #expect(try saved(office, worker).map(\.name) == ["متأخرة"])
        #expect(
            try office.ask(worker, .forgetSearch, office.forgetting("Autre")).status
                == .notAvailable)
    }

    @Test func whatIsNoSearchIsNotKept() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        for name in ["", " \n", "a\nb", "a\u{202E}b", String(repeating: "ا", count: 65)] {
            #expect(try save(office, worker, name) == .badMessage)
            #expect(
                try office.ask(worker, .forgetSearch, office.forgetting(name)).status
                    == .badMessage)
        }
        let changes: [(inout WireListFilesRequest) -> Void] = [
            { $0.kind = 0 }, { $0.kind = 5 }, { $0.kind = 6 },
            { ($0.kind, $0.limit) = (4, 1) }, { ($0.kind, $0.cursor) = (4, [1].blob) },
            { ($0.kind, $0.order) = (4, worker.member.blob) }, { ($0.kind, $0.sort) = (3, 1) },
            { ($0.kind, $0.openedFrom, $0.openedUntil) = (4, 2, 1) },
        ]
        for change in changes { #expect(try save(office, worker, "x", change) == .badMessage) }
        let unknown: [(inout WireListFilesRequest) -> Void] = [
            { $0.stage = "NONSENSE" }, { $0.risk = "NONSENSE" }, { $0.category = "NONSENSE" },
            { $0.commune = "99" }, { $0.referent = province.newID(MemberID.self).blob },
            { $0.organisation = province.newID(OrganisationID.self).blob }, { $0.sort = 6 },
        ]
        for change in unknown {
            let status = try save(office, worker, "x") {
                $0.kind = 4
                change(&$0)
            }
            #expect(status == .invalidArgument)
        }
        #expect(try saved(office, worker).isEmpty)
        // A member has 32 at most; one of a name that is there takes no room.
        for number in 0..<BasicsLimits.savedSearchesMax {
            #expect(try save(office, worker, "\(number)") == .ok)
        }
        #expect(try save(office, worker, "one more") == .precondition)
        #expect(try save(office, worker, "31") == .ok)
        #expect(try saved(office, worker).count == BasicsLimits.savedSearchesMax)
    }

    @Test func whatIsNoLongerKnownIsToldAndNotDropped() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let gone = try province.add(["UPE-WORKER"])
        #expect(
            try save(office, worker, "x") {
                ($0.kind, $0.referent, $0.stage) = (4, gone.member.blob, "LISTEN")
            } == .ok)
        #expect(try saved(office, worker)[0].unknown == [])
        let registry = province.ledger.registry
        var member = try #require(registry.members[gone.member])
        member.standing = .revoked
        try change(province, [.put(.member(member))])
        #expect(try saved(office, worker)[0].unknown == [9])
        // As of a search whose codes another definition had.
        var old = WireListFilesRequest()
        (old.kind, old.stage, old.risk, old.category) = (4, "OLD", "R9", "OLD")
        (old.commune, old.organisation) = ("99.9", province.newID(OrganisationID.self).blob)
        try change(
            province,
            registry.save(
                SavedSearch(name: "old", search: MessageCodec.encode(old)), of: worker.member))
        let kept = try saved(office, worker)
        #expect(kept.map(\.name) == ["old", "x"])
        #expect(kept[0].unknown == [2, 7, 8, 14, 15] && kept[0].search == old)
    }

    @Test(
        "Who holds no role any more has nothing kept, and finds nothing when he comes back (W-189)")
    func whoHasNoRoleKeepsNothing() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let registry = province.ledger.registry
        let worker = try province.add(["UPE-WORKER", "UPE-PSYCHOLOGIST"])
        #expect(try save(office, worker, "x") == .ok)
        let before = try #require(registry.members[worker.member])
        func end(_ role: String) throws {
            try change(
                province,
                registry.endRole(
                    role, in: worker.organisation, of: worker.member, now: province.now))
        }
        try end("UPE-WORKER")
        #expect(try saved(office, worker).map(\.name) == ["x"])
        try end("UPE-PSYCHOLOGIST")
        #expect(try office.ask(worker, .listSavedSearches).status != .ok)
        try change(province, registry.set(before))
        #expect(try saved(office, worker).isEmpty)
        #expect(try save(office, worker, "y") == .ok)
        try change(province, registry.setStanding(.revoked, of: worker.member))
        #expect(registry.searches(of: worker.member).isEmpty)
    }
}
