import Basics
import Framing
import FuzzSupport
import NIOCore
import Secrets

@testable import Noise
@testable import Session

/// What reads a handshake, at both ends (SPEC W-10 … W-15).
///
/// The fuzzer's bytes come as they are, change honest messages, or become the payload that an
/// honest other end seals: so they reach what stands behind the tags. What has to come of them is
/// said here a second time, out of the specification.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = unsafe Choices(start, count)
    switch input.byte() % 6 {
    case 0: rawToDaemon(&input)
    case 1: firstPayload(&input)
    case 2: thirdPayload(&input)
    case 3: changed(&input)
    case 4: secondPayload(&input)
    default: rawToClient(&input)
    }
    return 0
}

private let (first, second, third) = (88, 82, 162)

// MARK: - The daemon's end

/// Bytes of somebody who holds no key: nothing is said but message 2, and only to whoever knows
/// the daemon's public key.
private func rawToDaemon(_ input: inout Choices) {
    let door = Door()
    let pieces = Int(input.byte())
    let bytes = input.all()
    door.send(bytes, pieces: pieces)
    let answer = door.received()
    precondition(answer.isEmpty || answer.count == second && bytes.count >= first)
    precondition(door.openedCount == 0)
    if bytes.count >= 8, !isPreamble(bytes.prefix(8)) { precondition(!door.isOpen) }
    if bytes.count >= first, answer.isEmpty { precondition(!door.isOpen) }
    if bytes.count >= first + third { precondition(!door.isOpen) }
    if bytes.count < 8 { precondition(door.isOpen) }
    door.wait()
    precondition(!door.isOpen && door.received().isEmpty)
    guard bytes.count >= first, answer.isEmpty else { return }
    // The machine itself, without a handler that has closed, is over as well.
    var machine = DaemonHandshake()
    let (now, message) = (Instant(milliseconds: 1_000), Array(bytes.prefix(first)))
    guard case .close = machine.receive(message, now: now, introducer: Keys.known) else {
        fatalError("taken by the machine, not by its handler")
    }
    precondition(machine.expectedByteCount == 0)
}

private func isPreamble(_ bytes: ArraySlice<UInt8>) -> Bool {
    Array(bytes.prefix(3)) == [0x4D, 0x44, 1] && Array(bytes.suffix(4)) == [0, 0, 0, 80]
}

/// W-11: an honest message 1 with the fuzzer's payload, of its length or of another.
private func firstPayload(_ input: inout Choices) {
    let shape = input.byte()
    let number = shape & 1 == 0 ? 1 : input.byte()
    let payload = input.filled(shape & 2 == 0 ? 32 : Int(input.byte()))
    let door = Door()
    let preamble = Preamble(keyID: number)
    var client = Keys.known.client(preamble.prologue)
    var message = preamble.bytes
    must { try client.write(payload: payload, appendingTo: &message) }
    door.send(message, pieces: Int(shape >> 2))
    let answer = door.received()
    let isRight = number == 1 && isIntroduction(payload)
    precondition(answer.count == (isRight ? second : 0))
    if isRight || message.count < first {
        precondition(door.isOpen)
    } else {
        precondition(!door.isOpen)
        // Whoever was refused is not heard again, whatever comes then.
        var honest = preamble.bytes
        var other = Keys.known.client(preamble.prologue)
        must { try other.write(payload: Introduction.session.bytes, appendingTo: &honest) }
        door.send(honest, pieces: 0)
        precondition(door.received().isEmpty)
    }
    guard isRight else { return }
    let greeting = must { try client.read(Array(answer.dropFirst(2))) }
    guard answer.starts(with: [0, 80]), case .payload(let told) = greeting,
        DaemonGreeting(told)?.now == Instant(milliseconds: 1_000)
    else { fatalError("a greeting that its own client does not read") }
}

private func isIntroduction(_ payload: [UInt8]) -> Bool {
    guard payload.count == 32, payload[1] == 0, isZero(payload[18...]) else { return false }
    return payload[0] == (isZero(payload[2..<18]) ? 0 : 1)
}

private func isZero(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.allSatisfy { $0 == 0 } }

/// W-13: an honest message 3 with the fuzzer's payload, by one whom the daemon knows or not.
private func thirdPayload(_ input: inout Choices) {
    let shape = input.byte()
    let isStranger = shape & 1 == 1
    let isEnrolment = shape & 2 == 2
    let secret = input.one(of: [Keys.current, Keys.next, Keys.invited, Keys.wrong])
    let payload = input.filled(shape & 4 == 0 ? 96 : Int(input.byte()))
    let pieces = Int(input.byte())
    let door = Door()
    let preamble = Preamble(keyID: 1)
    var client = Keys.known.client(
        preamble.prologue, isStranger: isStranger, preSharedKey: secret)
    var message = preamble.bytes
    let introduction: Introduction =
        isEnrolment ? .enrolment(Keys.known.invitation) : .session
    must { try client.write(payload: introduction.bytes, appendingTo: &message) }
    door.send(message, pieces: pieces)
    let answer = door.received()
    precondition(answer.count == second)
    _ = must { try client.read(Array(answer.dropFirst(2))) }
    message = [0, 160]
    must { try client.write(payload: payload, appendingTo: &message) }
    door.send(message, pieces: pieces)
    let isKnown =
        isEnrolment
        ? secret == Keys.invited : !isStranger && [Keys.current, Keys.next].contains(secret)
    guard isKnown, isGreeting(payload) else {
        precondition(door.openedCount == 0 && door.received().isEmpty)
        precondition(door.isOpen == (message.count < third))
        return
    }
    let isOurs = Array(payload.prefix(2)) == [0, 1]
    precondition(door.openedCount == (isOurs ? 1 : 0) && door.isOpen == isOurs)
    // The first frame opens under the key that both ends have now.
    guard let transport = try? client.split() else { fatalError("not finished") }
    var opener = FrameOpener(cipher: transport.receiving, plaintextByteCountMax: 16_384)
    var frames = ByteBuffer(bytes: door.received())
    opener.receive(&frames)
    guard case .frame(let plaintext) = opener.next(), case .needsMore = opener.next() else {
        fatalError("not one frame")
    }
    let inner = must { try InnerFrame.split(plaintext.rawSpan) }
    precondition(inner.count == 1 && inner[0].type == (isOurs ? .welcome : .goAway))
    if !isOurs {
        precondition(GoAway(Array(plaintext[inner[0].body]))?.code == GoAwayCode.version.rawValue)
    }
}

private func isGreeting(_ payload: [UInt8]) -> Bool {
    guard payload.count == 96 else { return false }
    let frame = Int(payload[32]) << 8 | Int(payload[33])
    return isZero(payload[2..<4]) && (1_024...16_384).contains(frame) && isZero(payload[34..<36])
        && isZero(payload[52...])
}

// MARK: - On the way

/// An honest handshake of which one message is changed on its way: then it fails at whoever reads
/// that message, in silence; and where no bit was changed, it ends well.
private func changed(_ input: inout Choices) {
    let which = input.byte() % 3
    let place = Int(input.byte())
    let change = input.bytes(16)
    func bend(_ message: inout [UInt8], _ number: UInt8) -> Bool {
        guard which == number else { return false }
        let before = message
        for (index, byte) in change.enumerated() {
            message[(place + index) % message.count] ^= byte
        }
        return message != before
    }
    let door = Door()
    let greeting = DeviceGreeting(
        now: Instant(milliseconds: 5), session: SessionID(high: 3, low: 4))
    var client = DeviceHandshake(credentials(), greeting: greeting)
    var message = must { try client.start() }
    if bend(&message, 0) {
        door.send(message, pieces: 0)
        precondition(!door.isOpen && door.received().isEmpty)
        return
    }
    door.send(message, pieces: 0)
    var answer = door.received()
    let honest = answer
    if bend(&answer, 1) {
        precondition((try? client.receive(answer)) == nil)
        // After a failure the right message comes too late.
        precondition((try? client.receive(honest)) == nil)
        return
    }
    message = must { try client.receive(answer) } ?? []
    precondition(message.count == third)
    let isBent = bend(&message, 2)
    door.send(message, pieces: 0)
    precondition(door.isOpen == !isBent && door.received().isEmpty == isBent)
    precondition(door.openedCount == (isBent ? 0 : 1))
}

private func credentials() -> ConnectionCredentials {
    ConnectionCredentials(
        daemonKeyID: 1, daemonKey: Keys.known.daemon.publicKey, deviceKey: Keys.key(2),
        preSharedKey: Keys.secret(Keys.current), introduction: .session)
}

// MARK: - The client's end

/// W-12: an honest message 2 with the fuzzer's payload.
private func secondPayload(_ input: inout Choices) {
    let version = UInt16(input.byte())
    let shape = input.byte()
    let payload = input.filled(shape & 1 == 0 ? 32 : Int(input.byte()))
    let greeting = DeviceGreeting(
        version: version, now: Instant(milliseconds: 5), session: SessionID(high: 3, low: 4))
    var client = DeviceHandshake(credentials(), greeting: greeting)
    let message = must { try client.start() }
    var server = Keys.known.server(Preamble(keyID: 1).prologue)
    _ = must { try server.read(Array(message.dropFirst(8))) }
    var answer: [UInt8] = [0, 80]
    must { try server.write(payload: payload, appendingTo: &answer) }
    let low = UInt16(payload.first ?? 0) << 8 | UInt16(payload.dropFirst().first ?? 0)
    let high = payload.dropFirst(2).prefix(2).reduce(0) { $0 << 8 | UInt16($1) }
    let isRight = payload.count == 32 && low <= high && isZero(payload[12...])
    do {
        let reply = try client.receive(answer)
        precondition(isRight)
        precondition((reply != nil) == (low...high).contains(version))
        guard let reply else { return }
        precondition(reply.count == third && reply.starts(with: [0, 160]))
        guard case .needsPreSharedKey = must({ try server.read(Array(reply.dropFirst(2))) }),
            case .payload(let told) = must({ try server.resume(with: Keys.secret(Keys.current)) })
        else { fatalError("a message 3 that its own daemon does not read") }
        precondition(told == greeting.bytes)
    } catch {
        precondition(!isRight)
        // Nothing is left with which the handshake could go on.
        precondition((try? client.receive(answer)) == nil)
    }
}

/// Bytes of somebody who does not hold the daemon's key: the client says nothing more.
private func rawToClient(_ input: inout Choices) {
    let door = ClientDoor(credentials())
    let pieces = Int(input.byte())
    let bytes = input.all()
    door.send(bytes, pieces: pieces)
    precondition(door.received().isEmpty)
    precondition(door.isOpen == (bytes.count < second))
    precondition(door.outcome == (bytes.count < second ? nil : .refused))
}
