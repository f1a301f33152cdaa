import ArgumentParser
import Catalog
import Commands

/// Starts `madar-import`.
@main
enum Entry {
    static func main() async { await Program.run(ImportProgram.self) }
}
