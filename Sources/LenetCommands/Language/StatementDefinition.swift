import LenetCards

/// A verb of the language: its card and what it does. One file each in `Statements/`.
package protocol StatementDefinition: Sendable {
    static var card: Card { get }
    /// What it returns is the statement's value: `let run = train …`; with `--json` it is what is printed.
    static func run(_ call: SentenceCall, in session: Session) throws -> Value
}

/// A built-in function: its card and what it computes. One file each in `Functions/`.
package protocol BuiltInFunction: Sendable {
    static var card: Card { get }
    static func call(_ arguments: Arguments, in session: Session) throws -> Value
}
