import LenetCards

/// `pwd`
package enum PrintDirectory: StatementDefinition {
    package static let card = Card(
        .statement, "pwd", "Shows the current folder, where relative paths begin.", examples: [Example("pwd", "where one is")])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        session.print(session.settings.workingDirectory)
        return .text(session.settings.workingDirectory)
    }
}
