import LenetCards
import LenetLab

/// `ls`, `ls "data"`
package enum ListFiles: StatementDefinition {
    package static let card = Card(
        .statement, "ls", "Lists the files of a folder.",
        [Parameter("folder", .positional, .path, default: .absent("The current folder."), "Its path.")],
        notes: ["Names that begin with a dot are left out. The value is a list of names; folders end in /."],
        examples: [Example("ls \"/\"", "the files of a folder")], otherSpellings: ["dir"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let asked = call.text("folder") ?? "."
        let names: [String]
        switch Folder.names(session.path(asked)) {
        case .success(let found): names = found.filter { !$0.hasPrefix(".") }
        case .failure(let fault): throw Failure(.file(asked, reason: fault.reason), at: call.span(of: "folder"))
        }
        if call.isPrinted { session.page(names.isEmpty ? "nothing here" : TextColumns.lines(names, width: session.output.width).joined(separator: "\n")) }
        return .list(names.map { .text($0) })
    }
}
