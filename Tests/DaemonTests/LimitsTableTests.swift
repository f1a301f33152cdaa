import Circuit
import Dossiers
import Foundation
import Framing
import Messages
import NIOCore
import Session
import Testing

@testable import Handlers

/// The specification's table of limits holds what the code has (SPEC W-90).
@Suite struct LimitsTableTests {
    @Test func limitsAreThoseOfTheCode() throws {
        let path = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Wire/SPEC.md")
        let text = try String(contentsOf: path, encoding: .utf8)
        let start = try #require(text.range(of: "**W-90."))
        let end = try #require(text.range(of: "**W-91."))
        let rows = text[start.upperBound..<end.lowerBound].split(separator: "\n").map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }.filter { $0.count >= 2 }
        let limits = SessionLimits()
        let wanted: [(row: String, numbers: [Int])] = [
            ("plaintext of a frame", [FramingLimits.framePlaintextByteCountMax]),
            ("least padded plaintext", [FramingLimits.paddedByteCountMin]),
            ("inner frames in a frame", [FramingLimits.innerFramesPerFrameMax]),
            ("message that one decode is given", [FramingLimits.messageByteCountMax]),
            ("window of a stream at its start", [Int(FramingLimits.windowByteCount)]),
            ("calls in flight on a connection", [FramingLimits.streamsInFlightMax]),
            ("idle connection", [Int(limits.idleTimeout.nanoseconds / 1_000_000_000)]),
            ("age of a connection", [Int(limits.age.nanoseconds / 1_000_000_000)]),
            ("control frames", [limits.controlFramesMax]),
            (
                "calls of methods that stream both ways",
                [StreamLimits.openPerConnectionMax, StreamLimits.openMax]
            ),
            ("acts of a file", [Int(DossierLimits.actsPerFile)]),
            ("an attachment; one piece of it", [Int(WireAttachment.byteCountMax)]),
        ]
        for (name, numbers) in wanted {
            let row = try #require(rows.first { $0[0] == name }, "no row \(name)")
            let told = row[1].split { !($0.isNumber || $0 == ",") }
                .compactMap { Int($0.filter(\.isNumber)) }
            for number in numbers { #expect(told.contains(number), "\(name): \(number)") }
        }
    }
}
