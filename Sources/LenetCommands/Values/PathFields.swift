import LenetLab

/// The fields of what `path` returns. A list has an element for each rule, in their order.
package enum PathFields {
    package static let all: [Field<LandscapePath>] = [
        Field("landscape", "The landscape with its settings.") { .text($0.landscape.displayName) },
        Field("variables", "The names of its variables.") { .list($0.landscape.variables.map { .text($0) }) },
        Field("start", "Where all rules started.") { numbers($0.start) },
        Field("steps", "How many steps were asked for.") { .number(Double($0.steps)) },
        Field("noise", "The noise that was added to the slopes.") { .number($0.noise.size) },
        Field("seed", "What the noise was made from.") { .number(Double($0.noise.seed)) },
        Field("rules", "What walked.") { .list($0.tracks.map { .text($0.label) }) },
        Field("points", "For each rule, its point before the first step and after each.") { path in
            .list(path.tracks.map { .list(path.points(of: $0).map(numbers)) })
        },
        Field("values", "For each rule, the height at these points.") { .list($0.tracks.map { numbers($0.values) }) },
        Field("gradients", "For each rule, the gradient that each step was made from, noise included.") { path in
            .list(path.tracks.map { .list(path.gradients(of: $0).map(numbers)) })
        },
        Field("ends", "For each rule, its last point.") { path in .list(path.tracks.map { numbers(path.end(of: $0)) }) },
        Field("value", "For each rule, the height at its end.") { .list($0.tracks.map { $0.values.last.map { .number($0) } ?? .nothing }) },
        Field("distance", "For each rule, how far its end is from the nearest minimum; nothing where none is known.") {
            .list($0.tracks.map { $0.distance.map { .number($0) } ?? .nothing })
        },
        Field("reached", "For each rule, the step at which it first was within reach of a minimum; nothing if never.") {
            .list($0.tracks.map { whole($0.reachedAt) })
        },
        Field("within", "How near that is.") { .number($0.within) },
        Field("diverged", "For each rule, the step that left what numbers can hold; nothing if none.") {
            .list($0.tracks.map { whole($0.divergedAt) })
        },
        Field("table", "All of this as a table.") { .table(PathReport.table($0)) },
    ]

    private static let numbers: @Sendable ([Double]) -> Value = { .list($0.map { .number($0) }) }
    private static let whole: @Sendable (Int?) -> Value = { $0.map { .number(Double($0)) } ?? .nothing }

    /// Without the table, which says nothing more.
    static func json(_ path: LandscapePath) -> JSON {
        .object(all.filter { $0.name != "table" }.map { ($0.name, $0.get(path).json) })
    }
}
