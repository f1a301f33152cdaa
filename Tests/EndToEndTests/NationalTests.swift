import Basics
import Circuit
import Foundation
import Merkle
import Returns
import Secrets
import Testing

extension EndToEnd {
    /// Returns of three provinces at the ministry, which has no daemon and no profile
    /// (SPEC W-223, W-224).
    @Suite struct National {
        /// A province that signs, with the folder in which the ministry keeps what it sent.
        private struct Sender {
            let code: String
            let seed: UInt8
            let root: String

            private var origin: String {
                "madar/" + [UInt8](repeating: seed, count: 16).hexadecimal
            }

            private func key() throws -> SigningKey {
                SigningKey(
                    seed: try SecretKey(copying: [UInt8](repeating: seed, count: 32).rawSpan))
            }

            func sendDescriptor() throws {
                let key = try key()
                let descriptor = try #require(
                    ProvinceDescriptor(
                        code: code, madeAt: Instant(milliseconds: 1_780_000_000_000),
                        staticKey: [UInt8](repeating: 1, count: 32),
                        transferKey: [UInt8](repeating: 2, count: 32), logKey: key.publicKey,
                        address: ""))
                let signature = unsafe key.sign(descriptor.text.utf8.span.bytes)
                let signed = try #require(
                    descriptor.signed(origin: origin, signature: signature))
                try write("provinces/\(code).txt", signed)
            }

            func send(
                _ cells: [UInt32], as name: String? = nil, month: Int = 1, publication: UInt8 = 1,
                at published: Int64 = 1_780_000_000_000, version: UInt32 = 9
            ) throws {
                let first = try #require(CivilDate(year: 2026, month: month, day: 1))
                let content = try #require(
                    ProvinceReturn(
                        province: code, first: first,
                        last: first.adding(months: 3).adding(days: -1),
                        definitionVersion: version,
                        definitionHash: [UInt8](repeating: 5, count: 32),
                        publication: [UInt8](repeating: publication, count: 16),
                        publishedAt: Instant(milliseconds: published), base: 3,
                        tables: [
                            ReturnTable(
                                code: "T08", indicator: "I10", measure: "sent", state: .told,
                                dimensions: [ReturnDimension("sex", ["M", "F"])], cells: cells)
                        ]))
                let key = try key()
                let signature = unsafe key.sign(content.text.utf8.span.bytes)
                let noteKey = try #require(
                    SignedReturn.key(log: origin, publicKey: key.publicKey))
                let signed = try #require(
                    SignedReturn(content, signature: signature, key: noteKey))
                try write("returns/\(name ?? code).txt", signed.encoded)
            }

            func text(_ name: String) throws -> String {
                try String(contentsOfFile: root + "/" + name, encoding: .utf8)
            }

            func write(_ name: String, _ text: String) throws {
                try text.write(toFile: root + "/" + name, atomically: true, encoding: .utf8)
            }
        }

        private struct Ministry {
            let desk: Desk
            let rabat: Sender
            let sale: Sender
            let temara: Sender

            init(_ root: String, language: String = "en") throws {
                desk = try Desk(root, language: language)
                for folder in ["provinces", "returns"] {
                    try FileManager.default.createDirectory(
                        atPath: root + "/" + folder, withIntermediateDirectories: true)
                }
                rabat = Sender(code: "04.421", seed: 1, root: root)
                sale = Sender(code: "04.441", seed: 2, root: root)
                temara = Sender(code: "04.501", seed: 3, root: root)
                for sender in [rabat, sale, temara] { try sender.sendDescriptor() }
                try rabat.send([12, 3])
                try sale.send([6, 9])
                try temara.send([0, 33])
            }

            func arguments(_ out: String, _ more: [String] = []) -> [String] {
                let root = desk.root
                return [
                    "national", "merge", "--provinces", root + "/provinces", "--quarter", "2026-1",
                    "--out", root + "/" + out, root + "/returns",
                ] + more
            }

            func merge(_ out: String, _ more: String...) throws -> Desk.Said {
                try desk.run("madar", "nobody", arguments(out, more))
            }
        }

        private static func inFolder(_ body: (String) throws -> Void) throws {
            let root = FileManager.default.temporaryDirectory
                .appendingPathComponent("madar-national-" + UUID().uuidString).path
            try FileManager.default.createDirectory(
                atPath: root, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: root) }
            try body(root)
        }

        private static func states(_ said: Desk.Said) -> [String] {
            said.list("provinces").compactMap { $0["state"] as? String }
        }

        private static func files(_ said: Desk.Said) -> Set<String> {
            Set(said.list("files").compactMap { $0["state"] as? String })
        }

        @Test func threeProvincesAreAdded() throws {
            try Self.inFolder { root in
                let ministry = try Ministry(root)
                let said = try ministry.merge("national")
                #expect(said.status == 0, "\(said.code ?? "")")
                #expect(said.document["is_whole"] as? Bool == true)
                #expect(Self.states(said) == ["counted", "counted", "counted"])
                let written = said.document["written"] as? [String] ?? []
                #expect(written.map { ($0 as NSString).pathExtension } == ["html", "csv", "json"])
                for path in written {
                    let mode = try FileManager.default.attributesOfItem(atPath: path)[
                        .posixPermissions]
                    #expect(mode as? Int == 0o600)
                }
                let data = try Data(contentsOf: URL(fileURLWithPath: root + "/national.json"))
                let document = try JSONSerialization.jsonObject(with: data) as? [String: Any]
                let table = (document?["tables"] as? [[String: Any]])?.first
                let sums = table?["sums"] as? [[String: Any]] ?? []
                // By hand: 12 + 6 + 0 and 3 + 9 + 33, of three rounded cells each.
                #expect(sums.map { $0["sum"] as? Int } == [63, 18, 45])
                #expect(sums.map { $0["off_by_at_most"] as? Int } == [12, 6, 6])
                #expect(sums.map { $0["standard_deviation"] as? Int } == [4, 3, 3])
                #expect(sums.map { $0["provinces"] as? Int } == [3, 3, 3])
                let html = try ministry.rabat.text("national.html")
                #expect(html.contains(">63</td><td>± 12</td><td>4</td><td>3 / 3</td>"))
                // Nothing is written over.
                let again = try ministry.merge("national")
                #expect(again.status == 74 && again.code == "file_exists")
                #expect(try ministry.rabat.text("national.html") == html)
            }
        }

        /// Each kind of fault is named with its province, and the rest is added.
        @Test func everyFaultIsNamed() throws {
            try Self.inFolder { root in
                let ministry = try Ministry(root)
                let (sale, rabat) = (ministry.sale, ministry.rabat)
                func expect(
                    _ out: String, _ state: String, _ more: String..., files: Set<String>? = nil
                ) throws {
                    let said = try ministry.desk.run(
                        "madar", "nobody", ministry.arguments(out, more))
                    #expect(said.status == 2 && said.code == "national_incomplete", "\(out)")
                    #expect(Self.states(said) == ["counted", state, "counted"], "\(out)")
                    if let files { #expect(Self.files(said) == files, "\(out)") }
                    #expect(said.document["added"] as? Int == 2)
                    #expect(
                        FileManager.default.fileExists(atPath: root + "/\(out).html"))
                }
                let good = try sale.text("returns/04.441.txt")
                try sale.write(
                    "returns/04.441.txt", good.replacing("cell M 6", with: "cell M 9"))
                try expect("altered", "altered")
                try FileManager.default.removeItem(atPath: root + "/returns/04.441.txt")
                try expect("missing", "missing", files: ["counted"])
                try sale.send([6, 9], month: 4)
                try expect("period", "other_period")
                try sale.send([6, 9], version: 8)
                try expect("definition", "other_definition")
                try sale.send([6, 9], at: 1_781_000_000_000)
                try expect("late", "late", "--deadline", "2026-05-31")
                try sale.send([6, 9])
                try sale.send([6, 12], as: "again", publication: 2)
                try expect("twice", "contradicted", files: ["counted", "contradicted"])
                try FileManager.default.removeItem(atPath: root + "/returns/again.txt")
                // Signed by another province of the list.
                try Sender(code: sale.code, seed: rabat.seed, root: root).send([6, 9])
                try expect("other", "altered")
                // The same file twice is harmless; a stranger's is named though all are there.
                try sale.send([6, 9])
                try sale.write("returns/copy.txt", good)
                let same = try ministry.merge("same")
                #expect(same.status == 0 && Self.files(same) == ["counted", "repeated"])
                try Sender(code: "03.231", seed: 7, root: root).send([3, 3])
                try sale.write("returns/note.txt", "hello\n")
                let strangers = try ministry.merge("strangers")
                #expect(strangers.status == 2 && strangers.document["added"] as? Int == 3)
                #expect(
                    Self.files(strangers) == [
                        "counted", "repeated", "unknown_province", "unreadable",
                    ])
            }
        }

        @Test func nothingIsWrittenOfNothing() throws {
            try Self.inFolder { root in
                let ministry = try Ministry(root)
                let none = try ministry.desk.run(
                    "madar", "nobody", "national", "merge", "--provinces", root + "/provinces",
                    "--year", "2026", "--out", root + "/none", root + "/returns")
                #expect(none.status == 2 && none.code == "nothing_to_add")
                #expect(!FileManager.default.fileExists(atPath: root + "/none.html"))
                for (arguments, status, code) in [
                    (["--provinces", root + "/returns"], 65, "descriptor_unreadable"),
                    (["--provinces", root + "/nowhere"], 66, "no_such_input"),
                    (
                        ["--definition", root + "/provinces/04.441.txt"], 65,
                        "definition_unreadable"
                    ),
                    (["--deadline", "soon"], 64, "bad_usage"),
                ] {
                    let said = try ministry.desk.run(
                        "madar", "nobody", ministry.arguments("x", arguments))
                    #expect(said.status == Int32(status) && said.code == code, "\(arguments)")
                }
                // Two descriptors with other keys: of the same moment neither is right.
                let renewed = Sender(code: "04.441", seed: 9, root: root + "/")
                try FileManager.default.moveItem(
                    atPath: root + "/provinces/04.441.txt", toPath: root + "/provinces/old.txt")
                try renewed.sendDescriptor()
                #expect(try ministry.merge("differ").code == "descriptors_differ")
            }
        }

        /// A person reads who is missing, in Arabic and in French.
        @Test func peopleAreToldInTheirLanguage() throws {
            for (language, words) in [
                ("ar", ["04.441", "غائب", "± 8", "T08"]), ("fr", ["04.441", "manquant", "± 8"]),
            ] {
                try Self.inFolder { root in
                    let ministry = try Ministry(root, language: language)
                    try FileManager.default.removeItem(
                        atPath: root + "/returns/04.441.txt")
                    let (status, text) = try ministry.desk.screen(
                        "madar", "nobody", ministry.arguments("national", ["--in", language]))
                    #expect(status == 2)
                    for word in words { #expect(text.contains(word), "\(word)") }
                    let html = try ministry.rabat.text("national.html")
                    #expect(html.contains("<html lang=\"\(language)\""))
                    if let folder = ProcessInfo.processInfo.environment["MADAR_REPORT_OUT"] {
                        try Data(text.utf8).write(
                            to: URL(fileURLWithPath: "\(folder)/national-\(language).txt"))
                    }
                }
            }
        }
    }
}
