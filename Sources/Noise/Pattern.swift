/// One token of a message pattern (Noise revision 34, §5.3).
enum Token: String, Sendable {
    case e, s, ee, es, se, ss, psk
}

/// A handshake pattern as the specification writes it: pre-messages, then one line a message.
///
/// The product speaks `XKpsk3` alone. The interpreter knows the others because the public vectors
/// of those patterns prove it as well.
package struct Pattern: Sendable {
    /// The pattern's name with its modifiers, as it stands in the protocol name.
    package let name: String
    let initiatorPreMessage: [Token]
    let responderPreMessage: [Token]
    let messages: [[Token]]

    /// The pattern of the product: `XKpsk3`.
    package static let product = Pattern(
        name: "XKpsk3", initiatorPreMessage: [], responderPreMessage: [.s],
        messages: [[.e, .es], [.e, .ee], [.s, .se, .psk]])

    private init(
        name: String, initiatorPreMessage: [Token], responderPreMessage: [Token],
        messages: [[Token]]
    ) {
        self.name = name
        self.initiatorPreMessage = initiatorPreMessage
        self.responderPreMessage = responderPreMessage
        self.messages = messages
    }

    /// Reads a name such as `XK`, `XKpsk3` or `XKpsk0+psk3`; nil for an unknown one.
    package init?(named name: String) {
        let modifierStart = name.firstRange(of: "psk")?.lowerBound ?? name.endIndex
        guard let text = Self.table[String(name[..<modifierStart])] else { return nil }
        let halves = text.split(separator: ":", omittingEmptySubsequences: false)
        var messages = halves[1].split(separator: "|").map(Self.tokens)
        for modifier in name[modifierStart...].split(separator: "+") {
            guard modifier.hasPrefix("psk"), let place = Int(modifier.dropFirst(3)),
                (0...messages.count).contains(place)
            else { return nil }
            // psk0 begins the first message, pskN ends the N-th (§9.4).
            if place == 0 {
                messages[0].insert(.psk, at: 0)
            } else {
                messages[place - 1].append(.psk)
            }
        }
        let before = halves[0].split(separator: "/", omittingEmptySubsequences: false)
        self.init(
            name: name, initiatorPreMessage: Self.tokens(before[0]),
            responderPreMessage: Self.tokens(before[1]), messages: messages)
    }

    /// Whether a pre-shared key takes part, so that every `e` is mixed into the key (§9.2).
    var usesPreSharedKey: Bool { messages.contains { $0.contains(.psk) } }

    private static func tokens(_ text: Substring) -> [Token] {
        text.split(separator: " ").compactMap { Token(rawValue: String($0)) }
    }

    /// Initiator's pre-message `/` responder's pre-message `:` messages in turn, the initiator's
    /// first (§7.4, §7.5 and appendix 18.1).
    private static let table: [String: String] = [
        "N": "/s: e es", "K": "s/s: e es ss", "X": "/s: e es s ss",
        "NN": "/: e | e ee", "KN": "s/: e | e ee se", "NK": "/s: e es | e ee",
        "KK": "s/s: e es ss | e ee se", "NX": "/: e | e ee s es",
        "KX": "s/: e | e ee se s es", "XN": "/: e | e ee | s se",
        "IN": "/: e s | e ee se", "XK": "/s: e es | e ee | s se",
        "IK": "/s: e es s ss | e ee se", "XX": "/: e | e ee s es | s se",
        "IX": "/: e s | e ee se s es",
        "NK1": "/s: e | e ee es", "NX1": "/: e | e ee s | es",
        "X1N": "/: e | e ee | s | se", "X1K": "/s: e es | e ee | s | se",
        "XK1": "/s: e | e ee es | s se", "X1K1": "/s: e | e ee es | s | se",
        "X1X": "/: e | e ee s es | s | se", "XX1": "/: e | e ee s | es s se",
        "X1X1": "/: e | e ee s | es s | se", "K1N": "s/: e | e ee | se",
        "K1K": "s/s: e es | e ee | se", "KK1": "s/s: e | e ee se es",
        "K1K1": "s/s: e | e ee es | se", "K1X": "s/: e | e ee s es | se",
        "KX1": "s/: e | e ee se s | es", "K1X1": "s/: e | e ee s | se es",
        "I1N": "/: e s | e ee | se", "I1K": "/s: e es s | e ee | se",
        "IK1": "/s: e s | e ee se es", "I1K1": "/s: e s | e ee es | se",
        "I1X": "/: e s | e ee s es | se", "IX1": "/: e s | e ee se s | es",
        "I1X1": "/: e s | e ee s | se es",
    ]
}
