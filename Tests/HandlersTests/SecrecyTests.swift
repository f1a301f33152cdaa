import AuditLog
import Basics
import Dossiers
import Framing
import Messages
import ProvinceSupport
import Registry
import Testing

@testable import Handlers

/// Professional secrecy is accepted once a year (SPEC W-117).
@Suite struct SecrecyTests {
    @Test func nobodyReadsAYearAfterHeAcceptedAndEverybodyEnters() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let file = try office.openListened(worker)
        let year: Int64 = 365 * 86_400
        province.now = province.now.adding(seconds: year - 1)
        #expect(try office.ask(worker, .readFile, office.reading(file)).status == .ok)
        province.now = province.now.adding(seconds: 1)
        let reads: [(WireMethod, [UInt8])] = [
            (.readFile, office.reading(file)), (.readAct, office.readingAct(file, 1)),
            (.history, office.history(file)), (.listFiles, office.listing(kind: 1)),
            (.find, MessageCodec.encode(WireFindRequest())),
            (.readFile, office.reading(province.newID())),
        ]
        for (method, payload) in reads {
            #expect(try office.ask(worker, method, payload).status == .secrecyDue, "\(method)")
        }
        let told = try MessageCodec.decode(
            WireWhoAmIAnswer.self, from: try office.ask(worker, .whoAmI, []).payload)
        #expect(told.secrecyDueMs == province.now.milliseconds)
        // A child does not wait for a form.
        #expect(try office.ask(worker, .openFile, office.opening()).status == .ok)
        #expect(
            try office.ask(worker, .appendAct, office.listening(file, after: 4)).status == .ok)

        #expect(try office.ask(worker, .acceptSecrecy, []).status == .ok)
        #expect(try province.leaves().last?.kind == .memberChange)
        #expect(try office.ask(worker, .readFile, office.reading(file)).status == .ok)
        // It is kept with the member, beside an absence or without one.
        try province.restart()
        #expect(
            province.ledger.registry.members[worker.member]?.secrecyAt == province.now)
        let again = try Office(province)
        #expect(try again.ask(worker, .readFile, again.reading(file)).status == .ok)
        let away = again.away(worker.member, from: province.now, seconds: 60)
        #expect(try again.ask(worker, .setAbsence, away).status == .ok)
        try province.restart()
        let member = try #require(province.ledger.registry.members[worker.member])
        #expect(member.absence != nil && member.secrecyAt == province.now)
    }
}
