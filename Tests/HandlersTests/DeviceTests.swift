import Authority
import Basics
import Dossiers
import Framing
import Messages
import ProvinceSupport
import Registry
import Secrets
import Testing

@testable import AuditLog
@testable import Handlers

/// The life of a device and of the daemon's keys, as callers see it.
@Suite struct DeviceTests {
    private func listed(_ office: Office, by person: Person) throws -> [WireDevice] {
        try MessageCodec.decode(
            WireListDevicesAnswer.self, from: try office.ask(person, .listDevices).payload
        ).devices
    }

    @Test func aSuspendedDeviceIsRefusedUntilItIsResumed() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let runner = try province.add(["OPERATOR"])
        func change(_ change: WireDeviceChange) throws -> StatusCode {
            try office.ask(runner, .changeDevice, office.changing(worker.device, change)).status
        }
        var commits = 0
        office.handlers.onCommit = { commits += 1 }
        let before = try province.leafCount()
        #expect(try change(.suspend) == .ok)
        #expect(commits == 1)
        #expect(try change(.suspend) == .precondition)
        #expect(try office.ask(worker, .whoAmI).status == .revoked)
        #expect(try change(.resume) == .ok)
        // The old connection's generation is over; a new handshake proves the third.
        #expect(try office.ask(worker, .whoAmI, generation: 1).status == .revoked)
        #expect(try office.ask(worker, .whoAmI, generation: 3).status == .ok)
        #expect(try change(.revoke) == .ok)
        #expect(try office.ask(worker, .whoAmI, generation: 4).status == .revoked)
        #expect(try change(.resume) == .precondition)
        #expect(try change(.askRenewal) == .precondition)
        let leaves = try province.leaves(from: before)
        #expect(
            leaves.map(\.kind) == [
                .memberChange, .deny, .deny, .memberChange, .deny, .status, .memberRevoke, .deny,
                .deny, .deny,
            ])
        #expect(leaves[0].body.subject == worker.device.blob)
        // Nobody cuts himself off by a slip.
        for own in [WireDeviceChange.suspend, .revoke] {
            #expect(
                try office.ask(runner, .changeDevice, office.changing(runner.device, own)).status
                    == .precondition)
        }
        #expect(
            try office.ask(
                runner, .changeDevice, office.changing(province.newID(), .revoke)
            ).status == .notAvailable)
        let item = try #require(
            try listed(office, by: runner).first { $0.device == worker.device.blob })
        #expect(item.state == 3)
    }

    /// SPEC W-88.
    ///
    /// SPEC W-62, W-97.
    @Test func aDeviceRenewsItsPresharedKey() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let runner = try province.add(["OPERATOR"])
        func due() throws -> Int64 {
            try MessageCodec.decode(
                WireWhoAmIAnswer.self, from: try office.ask(worker, .whoAmI).payload
            ).keyRenewalDueMs
        }
        let first = try #require(province.ledger.registry.devices[worker.device])
        #expect(try due() == province.now.adding(seconds: 90 * 86_400).milliseconds)
        #expect(
            try office.ask(
                runner, .changeDevice, office.changing(worker.device, .askRenewal)
            ).status == .ok)
        #expect(try due() == 0)
        let offered = try office.ask(worker, .renewKey)
        #expect(try office.ask(worker, .renewKey).payload == offered.payload)
        let next = Array(
            try MessageCodec.decode(WireRenewKeyAnswer.self, from: offered.payload).presharedKey)
        #expect(next != first.presharedKey.bytes)
        let during = try #require(
            try listed(office, by: runner).first { $0.device == worker.device.blob })
        #expect(during.renewing && during.keyedAtMs == 0)
        let digest = SHA256.hash(next)
        for _ in 0..<2 {
            #expect(try office.ask(worker, .confirmKey, office.confirming(digest)).status == .ok)
        }
        let renewed = try #require(province.ledger.registry.devices[worker.device])
        #expect(renewed.presharedKey.bytes == next && renewed.generation == 1)
        #expect(try due() > 0)
        // No leaf and no stored row holds either key.
        for leaf in try province.leaves() {
            #expect(!MessageCodec.encode(leaf.body).contains(next))
        }
    }

    /// SPEC W-89.
    ///
    /// SPEC W-98.
    @Test func theDaemonsStaticKeyIsToldBeforeItIsUsed() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let runner = try province.add(["OPERATOR"], organisation: worker.organisation)
        func keys(_ person: Person) throws -> [UInt32] {
            try MessageCodec.decode(
                WireWhoAmIAnswer.self, from: try office.ask(person, .whoAmI).payload
            ).daemonKeys.map(\.id)
        }
        func change(
            _ change: WireTransportChange, _ id: UInt32 = 0
        ) throws -> (StatusCode, WireChangeTransportAnswer) {
            let answer = try office.ask(
                runner, .changeTransport, office.transport(change, id))
            return (
                answer.status,
                answer.status == .ok
                    ? try MessageCodec.decode(
                        WireChangeTransportAnswer.self, from: answer.payload) : .init()
            )
        }
        #expect(try keys(worker) == [1])
        let before = try province.leafCount()
        let prepared = try change(.prepare).1
        #expect(prepared.daemonKeys.map(\.id) == [1, 2])
        #expect(prepared.devicesUnaware == 2)
        #expect(try keys(worker) == [1, 2])
        #expect(try change(.prepare).1.devicesUnaware == 1)
        #expect(try change(.drop, 1).0 == .precondition)
        #expect(try change(.switch, 7).0 == .notAvailable)
        #expect(try change(.switch, 2).1.daemonKeys.map(\.id) == [2, 1])
        try province.restart()
        #expect(province.ledger.registry.staticKeys.map(\.id) == [2, 1])
        let after = try Office(province)
        // Nobody locks himself out, nor those who approve invitations.
        let drop = after.transport(.drop, 1)
        #expect(try after.ask(runner, .changeTransport, drop).status == .precondition)
        _ = try after.ask(runner, .whoAmI)
        let coordinator = try province.add(["CAPE-COORDINATOR"])
        #expect(try after.ask(runner, .changeTransport, drop).status == .precondition)
        _ = try after.ask(coordinator, .whoAmI)
        #expect(try after.ask(runner, .changeTransport, drop).status == .ok)
        #expect(province.ledger.registry.staticKeys.map(\.id) == [2])
        #expect(
            try province.leaves(from: before).map(\.kind) == [
                .rotatePlan, .status, .rotatePlan, .deny, .deny, .rotateActivate, .deny, .status,
                .deny, .status, .rotateRetire,
            ])
    }

    /// SPEC W-98: a number that comes again is another key.
    @Test func whoWasToldAKeyThatWasAbandonedKnowsNotTheNext() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let runner = try province.add(["OPERATOR"])
        func change(_ change: WireTransportChange, _ id: UInt32 = 0) throws -> StatusCode {
            try office.ask(runner, .changeTransport, office.transport(change, id)).status
        }
        #expect(try change(.prepare) == .ok)
        _ = try office.ask(runner, .whoAmI)
        #expect(try change(.drop, 2) == .ok)
        #expect(try change(.prepare) == .ok)
        #expect(try change(.switch, 2) == .ok)
        #expect(try change(.drop, 1) == .precondition)
        _ = try office.ask(runner, .whoAmI)
        #expect(try change(.drop, 1) == .ok)
    }

    /// SPEC W-63.
    @Test func whereTheCredentialLiesIsTold() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let runner = try province.add(["OPERATOR"])
        #expect(
            try MessageCodec.decode(
                WireStatusAnswer.self, from: try office.ask(runner, .status).payload
            ).credentialBeside)
    }

    /// SPEC W-63, W-70.
    @Test func aContestedInvitationIsAnAlarmThatStaysAndALeaf() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let runner = try province.add(["OPERATOR"])
        let id: InvitationID = province.newID()
        #expect(
            try office.ask(runner, .invite, office.inviting(id, member: worker.member)).status
                == .ok)
        func contested() throws -> UInt32 {
            try MessageCodec.decode(
                WireStatusAnswer.self, from: try office.ask(runner, .status).payload
            ).invitationsContested
        }
        #expect(try contested() == 0)
        let before = try province.leafCount()
        office.handlers.noteContested(id)
        office.handlers.noteContested(id)
        let leaves = try province.leaves(from: before)
        #expect(leaves.map(\.kind) == [.memberInvite])
        #expect(leaves[0].body.subject == id.blob && leaves[0].body.refusal == 16)
        #expect(try contested() == 1)
        let listed = try MessageCodec.decode(
            WireListInvitationsAnswer.self,
            from: try office.ask(runner, .listInvitations).payload)
        let item = try #require(listed.invitations.first { $0.invitation == id.blob })
        #expect(item.contestedAtMs == province.now.milliseconds)
        // While sealed, too: the leaf is taken up at unseal.
        province.seal()
        province.now = province.now.adding(seconds: 3_600)
        office.handlers.noteContested(id)
        try province.unseal()
        #expect(try province.leaves(from: before).count(where: { $0.kind == .memberInvite }) == 2)
    }

    // MARK: - What clients need to judge

    /// SPEC W-87: an approver's client computes the digest from what it shows.
    ///
    /// SPEC W-71.
    @Test func anInvitationShowsAllThatItsDigestIsOver() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER", "UPE-COORDINATOR"])
        let runner = try province.add(["OPERATOR"])
        let id: InvitationID = province.newID()
        _ = try office.ask(runner, .invite, office.inviting(id, member: worker.member))
        let listed = try MessageCodec.decode(
            WireListInvitationsAnswer.self,
            from: try office.ask(runner, .listInvitations).payload)
        let item = try #require(listed.invitations.first { $0.invitation == id.blob })
        #expect(item.member == worker.member.blob && item.issuer == runner.member.blob)
        var bytes = Array("madar/1 invitation".utf8) + id.bytes + Array(item.member)
        func text(_ text: String) {
            bytes.appendBigEndian(UInt16(text.utf8.count))
            bytes += Array(text.utf8)
        }
        text(item.memberName)
        bytes.appendBigEndian(UInt16(item.roles.count))
        for role in item.roles {
            text(role.role)
            bytes += Array(role.organisation)
        }
        bytes += Array(item.issuer)
        bytes.appendBigEndian(item.expiresAtMs)
        #expect(item.roles.count == 2)
        #expect(SHA256.hash(bytes) == Array(item.digest))
    }

    @Test func anInvitationThatIsThereIsAPrecondition() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let runner = try province.add(["OPERATOR"])
        let request = office.inviting(province.newID(), member: worker.member)
        let key = try office.key()
        #expect(try office.ask(runner, .invite, request, key: key).status == .ok)
        #expect(try office.ask(runner, .invite, request, key: key).status == .ok)
        #expect(try office.ask(runner, .invite, request).status == .precondition)
    }

    /// SPEC W-57.
    @Test func anUnknownNumberIsAnInvalidArgumentAndNoneIsABadMessage() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let runner = try province.add(["OPERATOR"])
        let file = try office.openListened(worker)
        for (number, status) in [(0, StatusCode.badMessage), (9, .invalidArgument)] {
            let kind = try #require(WireActKind(rawValue: number))
            let act = office.draft(kind, form: "F2", SampleActs.listening("x", at: province.now))
            #expect(
                try office.ask(worker, .appendAct, office.appending(file, after: 4, act)).status
                    == status)
            #expect(
                try office.ask(worker, .listFiles, office.listing(kind: UInt32(number))).status
                    == status)
            #expect(
                try office.ask(
                    runner, .changeDevice,
                    office.changing(
                        worker.device, try #require(WireDeviceChange(rawValue: number)))
                ).status == status)
            #expect(
                try office.ask(
                    runner, .changeTransport,
                    office.transport(try #require(WireTransportChange(rawValue: number)))
                ).status == status)
        }
    }

    @Test func confirmedOperationsAreForgottenAndNotExecutedAgain() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let key = try office.key()
        let request = office.opening()
        let first = try office.ask(worker, .openFile, request, key: key)
        #expect(first.status == .ok)
        #expect(try office.ask(worker, .openFile, request, key: key).payload == first.payload)
        var confirmation = WireAckOperationsRequest()
        confirmation.operationKeys = [key.bytes.blob, Random.bytes(16).blob]
        for count in [UInt32(1), 0] {
            let answer = try office.ask(
                worker, .ackOperations, MessageCodec.encode(confirmation))
            #expect(
                try MessageCodec.decode(WireAckOperationsAnswer.self, from: answer.payload)
                    .acknowledged == count)
        }
        #expect(
            try office.ask(worker, .openFile, request, key: key).status == .operationKeyExpired)
    }
}
