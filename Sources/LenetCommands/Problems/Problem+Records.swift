/// What can be wrong with recorded runs and with tables that are saved: E0830 to E0849.
package enum RecordProblem: Sendable {
    case noFolder
    case noSuchRun(Int, newest: Int?, count: Int)
    case unusable(String, reason: String)
    case noScript(Int)
    /// The script ran, or failed, without coming to the training; `said`: its messages.
    case notReached(Int, failed: Bool, said: [String])
    case noTable(found: String)
    case tableFormat(String?, known: [String])
}

extension RecordProblem {
    var code: String {
        switch self {
        case .noFolder: "E0830"
        case .noSuchRun: "E0831"
        case .unusable: "E0832"
        case .noScript: "E0833"
        case .notReached: "E0834"
        case .noTable: "E0835"
        case .tableFormat: "E0836"
        }
    }
}

extension ProblemWriter {
    static func record(_ problem: RecordProblem) -> Words {
        switch problem {
        case .noFolder:
            return Words(
                title: "there is no place for records here", label: "needs one",
                notes: ["they are kept in $XDG_DATA_HOME/lenet, else in ~/.local/share/lenet; there is no such home"])
        case .noSuchRun(let number, let newest, let count):
            let there = newest.map { "there are \(count), the newest is run \($0): show runs" } ?? "nothing has been recorded yet"
            return Words(title: "there is no run \(number)", label: "never recorded, or forgotten", notes: [there])
        case .unusable(let path, let reason):
            return Words(title: "the record cannot be used: \(reason)", label: "", notes: [path])
        case .noScript(let number):
            return Words(
                title: "the script of run \(number) was not kept", label: "it cannot be done again",
                notes: ["scripts of more than 256 KB are not kept with every training"])
        case .notReached(let number, let failed, let said):
            return Words(
                title: failed ? "the script of run \(number) fails now" : "the script of run \(number) does not come to that training now",
                label: "", notes: said.prefix(3).map { $0 })
        case .noTable(let found):
            return Words(
                title: "\(found) is no table", label: "saved are comparisons, runs, histories, tables and lists of records",
                notes: ["such as: save table of race to \"race.csv\""])
        case .tableFormat(let found, let known):
            return Words(
                title: found.map { "there are no tables in the format '\($0)'" } ?? "the name does not say which format",
                label: "such as \"table.\(known.first ?? "csv")\"", notes: ["formats: " + known.joined(separator: ", ")])
        }
    }
}
