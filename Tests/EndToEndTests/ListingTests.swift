import Foundation
import Testing

extension EndToEnd {
    /// Lists that are narrowed, sorted and kept under a name, at a terminal (SPEC W-187 to W-189).
    @Suite struct Listing {
        @Test func aListIsSortedByNameAndKeptForItsMember() throws {
            try Terminals.opened { _, desk in
                // In the order of the alphabet, and not that in which they were opened.
                let families = ["Lamrani", "Zérouali", "Idrissi", "Bennani"]
                let order = [3, 2, 0, 1]
                var numbers: [String] = []
                for family in families {
                    let opened = try Terminals.open(desk, ["family_name_fr": family])
                    numbers.append(try #require(opened.text("file_number")))
                }
                func files(_ arguments: String...) throws -> [String] {
                    let said = try desk.run(
                        "madar", "worker", ["files"] + arguments)
                    try #require(said.status == 0)
                    return said.list("files").compactMap { $0["file_number"] as? String }
                }
                #expect(
                    try files("--sort", "name") == order.map { numbers[$0] })
                #expect(try Set(files("--sort", "opened", "--unit")) == Set(numbers))
                #expect(try files("--category", "VIC-TRA").isEmpty)
                #expect(try files("--opened-until", "2020-01-31").isEmpty)

                // It is kept, in any script, and asks the same wherever it is used.
                let name = "حسب الاسم"
                let kept = try desk.run(
                    "madar", "worker",
                    ["files", "--sort", "name", "--opened-from", "2020-01-31", "--save", name])
                #expect(kept.status == 0)
                let listed = try desk.run("madar", "worker", ["files", "--saved"])
                let saved = try #require(listed.list("searches").first)
                #expect(saved["name"] as? String == name)
                #expect(
                    saved["options"] as? [String] == ["--opened-from 2020-01-31", "--sort name"])
                #expect(saved["unknown"] as? [String] == [])
                #expect(
                    try files("--saved", " \(name) ") == order.map { numbers[$0] })
                // What is wrong is said so.
                for (arguments, code) in [
                    (["--stage", "NOWHERE", "--save", "x"], "search_of_unknown"),
                    (["--save", " "], "bad_search_name"),
                    (["--forget", "nothing"], "unknown_saved_search"),
                ] {
                    let said = try desk.run("madar", "worker", ["files"] + arguments)
                    #expect(said.code == code, "\(arguments)")
                }
                for arguments in [
                    ["--saved", "--overdue"], ["x"], ["--save", "x", "--saved"],
                    ["--opened-from", "2026-02-30"],
                    [
                        "--due-from", "2026-02-02", "--due-until",
                        "2026-02-01",
                    ], ["--sort", "size"],
                ] {
                    let said = try desk.run("madar", "worker", ["files"] + arguments)
                    #expect(said.status == 64, "\(arguments)")
                }
                #expect(try desk.run("madar", "worker", ["files", "--forget", name]).status == 0)
                #expect(
                    try desk.run("madar", "worker", ["files", "--saved"]).list("searches").isEmpty)
            }
        }
    }
}
