import Foundation

/// A folder of a test's own, removed at the end.
final class Folder {
    let path: String

    init(_ prefix: String = "store") {
        path = NSTemporaryDirectory() + "\(prefix)-\(UUID().uuidString)"
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
