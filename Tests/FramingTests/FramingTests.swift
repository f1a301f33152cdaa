import Basics
import Framing
import Support
import Testing

@Suite struct FramingTests {
    /// SPEC W-2, W-11, W-12, W-13.
    @Test func handshakePayloadsReadBackAndRefuseEveryNonZeroReservedByte() throws {
        let session = Introduction.session
        let enrolment = Introduction.enrolment(InvitationID(high: 1, low: 2))
        #expect(Introduction(session.bytes) == session)
        #expect(Introduction(enrolment.bytes) == enrolment)
        #expect(session.bytes.count == 32 && enrolment.bytes.count == 32)
        for position in [1] + Array(2..<32) {
            var bytes = session.bytes
            bytes[position] = 1
            #expect(Introduction(bytes) == nil)
        }
        var second = DaemonGreeting(now: Instant(milliseconds: 5)).bytes
        #expect(second.count == 32)
        #expect(DaemonGreeting(second)?.now == Instant(milliseconds: 5))
        second[31] = 1
        #expect(DaemonGreeting(second) == nil)
        let third = DeviceGreeting(
            now: Instant(milliseconds: -7), session: SessionID(high: 3, low: 4))
        #expect(third.bytes.count == 96)
        #expect(DeviceGreeting(third.bytes) == third)
        for position in [2, 3, 34, 35] + Array(52..<96) {
            var bytes = third.bytes
            bytes[position] = 1
            #expect(DeviceGreeting(bytes) == nil, "byte \(position)")
        }
    }

    @Test func preambleRefusesEveryChangedBitButTheKeyID() throws {
        let preamble = Preamble(keyID: 7)
        #expect(Preamble(preamble.bytes) == preamble)
        for position in 0..<8 where position != 3 {
            for bit in 0..<8 {
                var bytes = preamble.bytes
                bytes[position] ^= 1 << UInt8(bit)
                #expect(Preamble(bytes) == nil)
            }
        }
    }

    /// PADME as the paper states it, with floating point, beside ours with integers.
    @Test func paddingFollowsThePaperAboveTheFloor() {
        for count in 0...16_384 {
            let padded = Padding.paddedByteCount(count, maximum: 16_384)
            #expect(padded >= count && padded >= 128 && padded <= 16_384)
            guard count > 128 else { continue }
            var exponent = 0
            while 1 << (exponent + 1) <= count { exponent += 1 }
            var significant = 1
            while 1 << significant <= exponent { significant += 1 }
            let step = 1 << (exponent - significant)
            #expect(padded == min((count + step - 1) / step * step, 16_384))
            #expect(Double(padded) <= Double(count) * 1.12)
        }
        #expect(Padding.paddedByteCount(5_000, maximum: 5_000) == 5_000)
    }

    @Test func bucketsRoundUpToThreeLengths() {
        for count in 0...16_384 {
            let small = Padding.paddedByteCount(count, bucket: .small, maximum: 16_384)
            #expect(small == (count <= 1_024 ? 1_024 : count <= 4_096 ? 4_096 : 16_384))
            let medium = Padding.paddedByteCount(count, bucket: .medium, maximum: 16_384)
            #expect(medium == max(small, 4_096))
        }
        #expect(Padding.paddedByteCount(100, bucket: .large, maximum: 2_000) == 2_000)
    }

    /// SPEC W-30: a flag on a type that does not name it is an error.
    @Test func flagsStandOnTheirTypesOnly() throws {
        for type in 0x01...0x09 as ClosedRange<UInt8> {
            for flags in 0...255 as ClosedRange<UInt8> {
                let allowed: UInt8 =
                    switch type {
                    case 0x01: 0x03
                    case 0x02, 0x03: 0x01
                    default: 0x00
                    }
                let plaintext: [UInt8] = [type, flags, 0, 0, 0, 0, 0, 1]
                let frames = try? InnerFrame.split(plaintext.rawSpan)
                #expect((frames != nil) == (flags & ~allowed == 0), "\(type) \(flags)")
            }
        }
    }

    @Test func innerFramesReadBackWithPadding() throws {
        var plaintext: [UInt8] = []
        InnerFrame.appendHeader(.ping, bodyByteCount: 8, stream: 0, to: &plaintext)
        plaintext += [1, 2, 3, 4, 5, 6, 7, 8]
        InnerFrame.appendHeader(
            .data, flags: .end, bodyByteCount: 0, stream: 0x0102_0304, to: &plaintext)
        plaintext.appendZeros(40)
        let frames = try InnerFrame.split(plaintext.rawSpan)
        #expect(frames.count == 2)
        #expect(frames[0].type == .ping && frames[0].body == 8..<16)
        #expect(frames[1].type == .data && frames[1].flags == .end)
        #expect(frames[1].stream == 0x0102_0304 && frames[1].body.isEmpty)
    }

    @Test func everySingleRuleBrokenInAFrameIsRefused() throws {
        var good: [UInt8] = []
        InnerFrame.appendHeader(.ping, bodyByteCount: 8, stream: 0, to: &good)
        good += [UInt8](repeating: 9, count: 8)
        good.appendZeros(16)
        #expect(try InnerFrame.split(good.rawSpan).count == 1)
        func refuses(_ change: (inout [UInt8]) -> Void) {
            var bytes = good
            change(&bytes)
            #expect(throws: FramingError.malformed) { try InnerFrame.split(bytes.rawSpan) }
        }
        refuses { $0[0] = 0x0A }  // unknown type outside the range that is ignored
        refuses { $0[0] = 0x10 }  // reserved type
        refuses { $0[1] = 0x04 }  // reserved flag
        refuses { $0[1] = 0x80 }  // unknown flag
        refuses { $0[3] = 200 }  // longer than the frame
        refuses { $0[20] = 1 }  // padding that is not zero
        refuses {
            $0.removeLast(16); $0.append(contentsOf: [6, 0, 0])
        }  // half a header
        var ignored = good
        ignored[0] = 0x41
        #expect(try InnerFrame.split(ignored.rawSpan).first?.type == nil)
        var many: [UInt8] = []
        for _ in 0..<65 {
            InnerFrame.appendHeader(.window, bodyByteCount: 0, stream: 1, to: &many)
        }
        #expect(throws: FramingError.tooMany) { try InnerFrame.split(many.rawSpan) }
    }

    @Test func randomPlaintextNeverCrashesTheCutter() {
        var random = SeededGenerator(seed: 0x4D44_0001)
        for _ in 0..<20_000 {
            let bytes = random.bytes(Int(random.next() % 96))
            _ = try? InnerFrame.split(bytes.rawSpan)
        }
    }

    @Test func bodiesReadBack() throws {
        let welcome = Welcome(
            instance: InstanceID(high: 1, low: 2), now: Instant(milliseconds: 3),
            frameByteCountMax: 4, streamsMax: 5, windowByteCount: 6, messageByteCountMax: 7,
            idleSeconds: 8, ageSecondsMax: 9, operationEpoch: 10)
        #expect(welcome.bytes.count == Welcome.byteCount)
        #expect(Welcome(welcome.bytes) == welcome)
        let goAway = GoAway(code: 7, lastStream: 9, retryAfterMilliseconds: 11)
        #expect(GoAway(goAway.bytes) == goAway)
        for key in [nil, OperationKey(epoch: 20_000, random: [UInt8](repeating: 1, count: 12))] {
            let head = RequestHead(method: 3, deadlineMilliseconds: 4, operationKey: key)
            var body: [UInt8] = []
            head.append(to: &body)
            #expect(body.count == head.byteCount)
            #expect(RequestHead(body.rawSpan, hasOperationKey: key != nil) == head)
            body[2] = 1
            #expect(RequestHead(body.rawSpan, hasOperationKey: key != nil) == nil)
        }
    }

    @Test func operationKeysBearTheirEpoch() {
        let key = OperationKey(epoch: 0x0102_0304, random: [UInt8](repeating: 9, count: 12))
        #expect(key.epoch == 0x0102_0304)
        #expect(OperationKey(key.bytes) == key)
    }

    @Test func streamsOfMessagesReadBackAndRefuseLengthsThatLie() {
        var content: [UInt8] = []
        Delimited.append([1, 2, 3], to: &content)
        Delimited.append([], to: &content)
        #expect(Delimited.split(content)?.map { Array($0) } == [[1, 2, 3], []])
        content[3] = 200
        #expect(Delimited.split(content) == nil)
        #expect(Delimited.split([0xFF, 0xFF, 0xFF, 0xFF]) == nil)
        #expect(Delimited.split([0, 0]) == nil)
    }

    @Test func retryClassesOfKnownAndUnknownCodes() {
        #expect(StatusCode.ok.retryClass == .done)
        #expect(StatusCode.sealed.rawValue == 0x0306)
        #expect(StatusCode(rawValue: 0x03FF).retryClass == .notExecuted)
        #expect(StatusCode(rawValue: 0x7700).retryClass == .daemonFault)
    }

    @Test func invitationsReadBackFromPaperAndCatchEveryWrongCharacter() throws {
        let invitation = try #require(
            InvitationText(
                keyID: 1, daemonKey: [UInt8](0..<32), invitation: InvitationID(high: 5, low: 6),
                secret: [UInt8](100..<132), address: "sale.example:7411"))
        let text = invitation.text
        #expect(InvitationText(text) == invitation)
        #expect(
            InvitationText(text.lowercased().split(separator: "-").joined(separator: "\n"))
                == invitation)
        for (offset, character) in text.enumerated() where offset > 6 && character != "-" {
            var wrong = Array(text)
            wrong[offset] = character == "7" ? "8" : "7"
            #expect(InvitationText(String(wrong)) == nil, "character \(offset)")
        }
        #expect(InvitationText("MADAR1") == nil)
        #expect(InvitationText("") == nil)
    }
}
