import AuditLog
import Basics
import Dossiers
import Framing
import Messages
import ProvinceSupport
import Registry
import StoreTestVFS
import Testing

@testable import Handlers

/// What is wrong with a call is told in the order of SPEC W-54: each call here is wrong in one way
/// and in ways that are looked at later, and hears of the first.
@Suite(.serialized) struct CheckOrderTests {
    private static let session = SessionID(high: 1, low: 1)

    /// Answers arrive on the thread of the test before `serve` returns.
    private final class Answers: @unchecked Sendable {
        var list: [OutgoingAnswer?]
        init(_ count: Int) { list = Array(repeating: nil, count: count) }
    }

    private struct Asked {
        var method: UInt16
        var caller: Caller
        var payload: [UInt8] = []
        var key: [UInt8]?
        var expiresAt: Instant?
    }

    /// Serves calls that arrive together.
    private func serve(_ calls: [Asked], _ office: Office) throws -> [OutgoingAnswer] {
        let answers = Answers(calls.count)
        office.handlers.serve(
            calls.enumerated().map { index, asked in
                IncomingCall(
                    method: asked.method, expiresAt: asked.expiresAt,
                    operationKey: asked.key.flatMap { OperationKey($0) }, payload: asked.payload,
                    caller: asked.caller, session: Self.session
                ) { answers.list[index] = $0 }
            })
        return try answers.list.map { try #require($0) }
    }

    private func status(_ asked: Asked, _ office: Office) throws -> StatusCode {
        try serve([asked], office)[0].status
    }

    private func number(_ method: WireMethod) -> UInt16 { UInt16(method.rawValue) }

    /// SPEC W-54: unknown method; deadline; size of the payload; kind of connection; standing of
    /// the device; sealed.
    @Test func whatIsLookedAtBeforeAWriteAndARead() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let past = province.now.adding(seconds: -1)
        let long = [UInt8](repeating: 0xFF, count: 65_537)
        // Neither method has to do with the wrong kind of connection, standing or seal alone.
        let enrolling = Caller.enrolling(province.newID(), publicKey: [])
        let stale = Caller.device(worker.device, generation: 9)
        province.seal()
        let openFile = number(.openFile)
        for caller in [enrolling, stale] {
            #expect(
                try status(
                    Asked(method: 9_999, caller: caller, payload: long, expiresAt: past), office)
                    == .unknownMethod)
            #expect(
                try status(
                    Asked(method: openFile, caller: caller, payload: long, expiresAt: past), office)
                    == .expiredBeforeStart)
            #expect(
                try status(Asked(method: openFile, caller: caller, payload: long), office)
                    == .tooLarge)
        }
        #expect(
            try status(Asked(method: openFile, caller: enrolling), office) == .unknownMethod)
        // A method of enrolment, by a device whose standing is not what its handshake proved.
        #expect(
            try status(Asked(method: number(.enrol), caller: stale), office) == .unknownMethod)
        for method in [WireMethod.openFile, .readFile, .unseal, .seal] {
            #expect(
                try status(Asked(method: number(method), caller: stale), office) == .revoked,
                "\(method)")
        }
        let standing = Caller.device(worker.device, generation: 1)
        // Neither a key nor a payload that decodes.
        for method in [WireMethod.openFile, .readFile, .find, .invite] {
            let asked = Asked(method: number(method), caller: standing, payload: [0xFF])
            #expect(try status(asked, office) == .sealed, "\(method)")
        }
    }

    /// SPEC W-54: for a write the operation key missing, standing again, its epoch, the stored
    /// answer.
    @Test func whatIsLookedAtForAWrite() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let runner = try province.add(["OPERATOR"])
        let caller = Caller.device(worker.device, generation: 1)
        let openFile = number(.openFile)
        let bad: [UInt8] = [0xFF]
        let old = province.newKey(days: -31)
        // The stored answer of a key comes before whatever is wrong with the call now.
        let used = province.newKey()
        let opening = Asked(
            method: openFile, caller: caller, payload: office.opening(), key: used)
        let first = try serve([opening], office)[0]
        #expect(first.status == .ok)
        var other = opening
        other.payload = bad
        #expect(try status(other, office) == .idempotencyMismatch)
        other.payload = opening.payload
        #expect(try serve([other], office)[0].payload == first.payload)
        // The key is missing, the payload does not decode: in a group in which the device is
        // revoked, so that its standing has changed since it was looked at first.
        let revoking = Asked(
            method: number(.changeDevice), caller: .device(runner.device, generation: 1),
            payload: office.changing(worker.device, .suspend), key: province.newKey())
        let files = province.ledger.actPosition
        let together = try serve(
            [
                revoking, Asked(method: openFile, caller: caller, payload: bad),
                Asked(method: openFile, caller: caller, payload: bad, key: old), opening,
                Asked(
                    method: openFile, caller: caller, payload: office.opening(),
                    key: province.newKey()),
            ], office)
        #expect(
            together.map(\.status)
                == [.ok, .operationKeyRequired, .revoked, .revoked, .revoked])
        // Nothing was written, and nothing told: not the stored answer either.
        #expect(province.ledger.actPosition == files)
        for answer in together[1...] {
            let error = try MessageCodec.decode(WireError.self, from: answer.payload)
            #expect(error.detail != 0 && error.fields.isEmpty && answer.content == nil)
        }
        #expect(
            try office.ask(runner, .changeDevice, office.changing(worker.device, .resume)).status
                == .ok)
        let again = Caller.device(
            worker.device,
            generation: try #require(province.ledger.registry.devices[worker.device]).generation)
        var late = Asked(method: openFile, caller: again, payload: bad, key: old)
        #expect(try status(late, office) == .operationKeyExpired)
        // The epoch comes before the stored answer: it is not looked for.
        province.now = province.now.adding(seconds: 31 * 86_400)
        late = opening
        late.caller = again
        #expect(try status(late, office) == .operationKeyExpired)
    }

    /// SPEC W-54: the stored answer, then disk full; then decoding.
    @Test func aFullDiskIsToldAfterAStoredAnswerAndBeforeDecoding() throws {
        test_vfs_claim()
        defer { test_vfs_release() }
        #expect(test_vfs_register() == 0)
        let province = try TestProvince("vfs")
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let caller = Caller.device(worker.device, generation: 1)
        let opening = Asked(
            method: number(.openFile), caller: caller, payload: office.opening(),
            key: province.newKey())
        let first = try serve([opening], office)[0]
        #expect(first.status == .ok)
        let reserve = province.folder + "/reserve"
        unsafe test_vfs_full_while(1, reserve)
        var bad = opening
        bad.payload = [0xFF]
        bad.key = province.newKey()
        #expect(try status(bad, office) == .diskFull)
        #expect(test_vfs_has_failed() == 1)
        // From here on the store knows that its disk is full.
        let again = try serve([opening], office)[0]
        #expect(again.status == .ok && again.payload == first.payload)
        var mismatch = opening
        mismatch.payload = [0xFF]
        #expect(try status(mismatch, office) == .idempotencyMismatch)
        #expect(try status(bad, office) == .diskFull)
        // A read goes on, and its payload is decoded.
        let read = Asked(method: number(.readFile), caller: caller, payload: [0xFF])
        #expect(try status(read, office) == .badMessage)
        test_vfs_reset()
    }

    /// SPEC W-54: decoding, then authority, for each method that has a request.
    @Test func aRequestIsDecodedBeforeAnybodyIsAskedForRights() throws {
        let province = try TestProvince()
        let office = try Office(province)
        // Somebody without a role may do nothing.
        let nobody = try province.add([])
        let caller = Caller.device(nobody.device, generation: 1)
        let methods: [WireMethod] = [
            .checkpoint, .ackOperations, .proveLeaf, .changeWitness, .addCosignature, .invite,
            .approve, .changeDevice, .confirmKey,
            .changeMember, .setAbsence, .breakGlass, .reviewBreakGlass, .handOver,
            .answerHandOver, .listProvinces, .changeProvince, .sendTransfer, .receiveTransfer,
            .settleTransfer, .order, .listOrders, .settleOrder, .changeSettings,
            .reportIncident, .listIncidents, .unseal, .changeTransport,
            .openFile, .appendAct, .readFile,
            .readAct, .history, .find, .listFiles, .saveSearch, .forgetSearch, .uploadStatus,
            .upload, .download, .subscribe,
            .day, .accessReport, .planBackups, .signRestoration, .listDuplicates, .settleDuplicate,
            .changeSlot, .changeCommittee,
            .proveCustody,
            .contribute,
            .takePassphrase,
            .listKeys, .changeRotation, .changeRenewal, .figures, .preparePublication,
            .changePublication, .listPublications, .readPublication, .return,
        ]
        // All that have a request but ENROL, which nobody needs a role for.
        let without: Set<WireMethod> = [
            .ping, .whoAmI, .status, .definition, .enrol, .enrolConfirm, .listDevices,
            .listInvitations, .listWitnesses, .renewKey, .listMembers, .acceptSecrecy,
            .listBreakGlass, .listHandOvers, .listOrganisations, .listCommittee, .seal, .backup,
            .listBackups, .listSavedSearches,
        ]
        #expect(
            Set(methods) == Set(MethodTable.all.map(\.method)).subtracting(without))
        for method in methods {
            let traits = try #require(MethodTable.traits(number(method)))
            if traits.isBothWays {
                let call = try OpenCall(office, nobody, method, [0xFF])
                #expect(call.seen.answer?.status == .badMessage, "\(method)")
                continue
            }
            let key = traits.isMutating ? province.newKey() : nil
            let asked = Asked(
                method: number(method), caller: caller, payload: [0xFF], key: key)
            #expect(try status(asked, office) == .badMessage, "\(method)")
        }
        // And rights are asked for before anything is carried out.
        for (method, payload) in [
            (WireMethod.openFile, office.opening()),
            (.changeTransport, office.transport(.drop, 200)),
            (.breakGlass, office.breaking(province.newID())),
            (.reviewBreakGlass, office.reviewing(province.newID())),
            (.readFile, office.reading(province.newID())),
        ] {
            let traits = try #require(MethodTable.traits(number(method)))
            let asked = Asked(
                method: number(method), caller: caller, payload: payload,
                key: traits.isMutating ? province.newKey() : nil)
            #expect(try status(asked, office) == .permission, "\(method)")
        }
    }

    /// SPEC W-54: authority, then standing again; a device that is revoked by one call writes and
    /// reads nothing in the next.
    @Test func standingIsLookedAtInsideTheTransactionToo() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let runner = try province.add(["OPERATOR"])
        let file = try office.openListened(worker)
        let caller = Caller.device(worker.device, generation: 1)
        let revoking = Asked(
            method: number(.changeDevice), caller: .device(runner.device, generation: 1),
            payload: office.changing(worker.device, .revoke), key: province.newKey())
        let acts = province.ledger.actPosition
        let leaves = try province.leafCount()
        let answers = try serve(
            [
                revoking,
                // Not his to ask for, whatever his standing.
                Asked(method: number(.listDevices), caller: caller),
                Asked(method: number(.readFile), caller: caller, payload: office.reading(file)),
                Asked(method: number(.history), caller: caller, payload: office.history(file)),
                Asked(
                    method: number(.appendAct), caller: caller,
                    payload: office.listening(file, after: 4), key: province.newKey()),
                // No act at that place: what would be carried out is not looked at.
                Asked(
                    method: number(.readAct), caller: caller, payload: office.readingAct(file, 99)),
            ], office)
        #expect(answers[..<2].map(\.status) == [.ok, .permission])
        for answer in answers[2...5] {
            #expect(answer.content == nil)
            #expect(
                try MessageCodec.decode(WireError.self, from: answer.payload).fields.isEmpty)
        }
        #expect(answers[2...4].allSatisfy { $0.status == .revoked })
        #expect(province.ledger.actPosition == acts)
        // Each left a leaf, and none but the first is of something done.
        let left = try province.leaves(from: leaves)
        #expect(left.count == 6)
        #expect(left.dropFirst().allSatisfy { $0.kind == .deny })
        // The next group hears it at once.
        #expect(
            try status(
                Asked(method: number(.readFile), caller: caller, payload: office.reading(file)),
                office) == .revoked)
    }
}
