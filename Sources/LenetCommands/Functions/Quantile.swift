import LenetCards
import LenetLab

/// `quantile(list, 0.5)`
package enum Quantile: BuiltInFunction {
    package static let card = Card(
        .function, "quantile", "The number below which a share of a list's numbers lies.",
        [
            Parameter("numbers", .positional, .list(.number(.any)), "A list of numbers."),
            Parameter("share", .positional, .number(.share), "0 gives the smallest, 0.5 the median, 1 the largest."),
        ],
        notes: ["Between two numbers of the list it is on the straight line from one to the other."],
        examples: [Example("print quantile([3, 1, 2], 0.5)", "the median: 2")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        let share = try arguments.number(1)
        guard Interval.share.contains(share) else {
            throw Failure(
                .outOfRange(name: "share", value: NumberText.plain(share), domain: Interval.share.phrase), at: arguments.span(1))
        }
        let numbers = try Arguments(
            function: "quantile", values: [.list(arguments.list(0))], spans: [arguments.span(0)], span: arguments.span
        ).numbers()
        return .number(Summary.quantile(numbers, share))
    }
}
