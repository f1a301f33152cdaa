internal import Foundation

/// The vectors of `Wire/vectors`, as their README tells.
public enum WireVectors {
    /// Reads a file of them; a member that is missing fails the test that asked.
    public static func read<Content: Decodable>(
        _ name: String, as type: Content.Type = Content.self
    ) throws -> Content {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Wire/vectors/\(name).json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(contentsOf: file))
    }

    /// `refusals.json`.
    public struct Refusals: Decodable, Sendable {
        /// Handshakes with one fault.
        public let handshake: [HandshakeRefusal]
        /// Frames that come to a daemon.
        public let toDaemon: [Refusal]
        /// Frames that come to a client.
        public let toClient: [Refusal]
    }

    /// A handshake with one fault, and what the daemon does.
    public struct HandshakeRefusal: Decodable, Sendable {
        /// The fault.
        public struct Fault: Decodable, Sendable {
            /// The message that it is in, 1 or 3.
            public let message: Int?
            /// Its place on the wire.
            public let at: Int?
            /// Its place in the payload before that is sealed.
            public let payloadAt: Int?
            /// What stands there, in hexadecimal.
            public let bytes: String?
            /// Whether the lowest bit of the byte is turned instead.
            public let turn: Bool?
            /// Whether the pre-shared key is 32 zero bytes.
            public let preshared: Bool?
            /// Whether the device's static secret key is `00 01 … 1f`.
            public let `static`: Bool?
        }
        /// Silence, or the code of the one frame that comes.
        public enum Outcome: Decodable, Sendable {
            /// Not a byte comes.
            case silence
            /// GOAWAY comes first, with this code.
            case goAway(UInt16)

            private enum Key: CodingKey { case goaway }

            /// Reads `silence`, or an object with the code.
            public init(from decoder: any Decoder) throws {
                if let text = try? decoder.singleValueContainer().decode(String.self) {
                    guard text == "silence" else {
                        throw CocoaError(.coderInvalidValue)
                    }
                    self = .silence
                } else {
                    self = .goAway(
                        try decoder.container(keyedBy: Key.self)
                            .decode(UInt16.self, forKey: .goaway))
                }
            }
        }
        /// The clause of the specification.
        public let clause: String
        /// What is wrong.
        public let name: String
        /// The fault.
        public let fault: Fault
        /// What the daemon does.
        public let expected: Outcome
    }

    /// Steps on an established connection, and what the receiver does.
    public struct Refusal: Decodable, Sendable {
        /// One step; see the README.
        public struct Step: Decodable, Sendable {
            /// Bytes for the wire as they are.
            public let bytes: String?
            /// A plaintext to seal.
            public let plaintext: String?
            /// How many zero bytes follow it.
            public let zeros: Int?
            /// How often it is sent.
            public let `repeat`: Int?
            /// Whether it is padded.
            public let pad: Bool?
            /// The byte of the frame whose lowest bit is turned.
            public let turn: Int?
            /// The stream whose answer is then waited for.
            public let wait: UInt32?
            /// How many PONG are then waited for.
            public let pongs: Int?
            /// Whether the client grants what it got.
            public let grants: Bool?
            /// Where the epoch of WELCOME stands in the plaintext.
            public let epochAt: Int?
            /// How many days are added to it.
            public let epochAdd: Int?
        }
        /// What is expected; one of its members.
        public struct Expected: Decodable, Sendable {
            /// A stream and its status.
            public struct Answer: Decodable, Sendable {
                /// The stream.
                public let stream: UInt32
                /// The status.
                public let status: UInt16
            }
            /// The daemon ends the connection with this code.
            public let goaway: UInt16?
            /// The daemon answers.
            public let answers: [Answer]?
            /// The connection goes on.
            public let alive: Bool?
            /// The client ends the connection.
            public let ends: UInt16?
        }
        /// The clause of the specification.
        public let clause: String
        /// What is wrong, or right.
        public let name: String
        /// What is done.
        public let steps: [Step]
        /// What follows.
        public let expected: Expected
    }
}
