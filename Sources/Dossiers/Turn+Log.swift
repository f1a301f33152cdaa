internal import AuditLog
internal import Basics
public import Registry
public import Store
internal import Vault

extension Turn {
    /// Reads counts and states of the store; never content.
    public func report<Value>(_ body: (StoreTransaction) throws -> Value) throws -> Value {
        try body(transaction)
    }

    /// The last signed checkpoint, and the proof that it continues the one of a size; nil while
    /// sealed, or where the size is larger than the log.
    ///
    /// - Throws: `AuditError`.
    public func checkpoint(knownSize: UInt64) throws -> (note: [UInt8], proof: [[UInt8]])? {
        try dossiers.log?.checkpoint(after: knownSize, in: transaction)
    }
}

extension Ledger {
    /// The public key that verifies the log's checkpoints, 32 bytes; empty before the first.
    ///
    /// - Throws: `StoreError`.
    public func logPublicKey(in transaction: StoreTransaction) throws -> [UInt8] {
        // The newest key stands last.
        Array(try transaction.meta(.logKeys)?.suffix(32) ?? [])
    }
}

extension Refusal {
    /// Turns what the rooms below throw into what a caller hears; another refusal stays.
    public static func catching<Value>(_ body: () throws -> Value) throws(Refusal) -> Value {
        do {
            return try body()
        } catch let refusal as Refusal {
            throw refusal
        } catch let error as VaultError {
            throw (try? Ledger.refusal(error)) ?? .storage
        } catch let error as RegistryError {
            throw Refusal(error)
        } catch {
            throw .storage
        }
    }

    /// What a caller hears of a registry that refuses.
    public init(_ error: RegistryError) {
        switch error {
        case .notFound: self = .absent
        case .wrongState, .invitationClosed, .boundToAnotherKey: self = .wrongState
        case .limitExceeded: self = .overloaded
        default: self = .storage
        }
    }
}
