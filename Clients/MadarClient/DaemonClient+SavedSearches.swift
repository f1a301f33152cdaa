internal import Basics
internal import Framing
public import Messages

// Searches that a member keeps under names of his own (SPEC W-189).

extension DaemonClient {
    /// Keeps what a list is asked for, in place of the one that has the name.
    public func saveSearch(
        _ name: String, _ kind: FileListKind, _ search: WireListFilesRequest
    ) async throws(ClientError) {
        var request = WireSaveSearchRequest()
        request.name = name
        request.search = search
        request.search.kind = kind.rawValue
        (request.search.limit, request.search.cursor) = (0, [].blob)
        _ = try await write(.saveSearch, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireNothing.self, from: $0)
        }
    }

    /// The searches that the caller saved, by name.
    public func savedSearches() async throws(ClientError) -> [WireSavedSearch] {
        try await ask(.listSavedSearches, []) {
            try MessageCodec.decode(WireListSavedSearchesAnswer.self, from: $0).searches
        }
    }

    /// Forgets a search that the caller saved.
    public func forgetSearch(_ name: String) async throws(ClientError) {
        var request = WireForgetSearchRequest()
        request.name = name
        _ = try await write(.forgetSearch, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireNothing.self, from: $0)
        }
    }
}
