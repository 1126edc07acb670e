extension Value {
    /// `a == b`: values of one kind that say the same. Numbers are compared as they are, to the last bit; runs, models and
    /// their like by the fingerprints of their weights. Values of different kinds are unequal.
    package func equals(_ other: Value) -> Bool {
        switch (self, other) {
        case (.nothing, .nothing): true
        case (.number(let a), .number(let b)): a == b
        case (.boolean(let a), .boolean(let b)): a == b
        case (.text(let a), .text(let b)): a == b
        case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.equals($1) }
        case (.size(let a, let b), .size(let c, let d)): a == c && b == d
        case (.function(let a), .function(let b)): a.name == b.name
        case (.run(let a), .run(let b)): a.result.fingerprint == b.result.fingerprint && a.optimizer == b.optimizer
        case (.model(let a), .model(let b)): a.network.fingerprint == b.network.fingerprint
        case (.dataset(let a), .dataset(let b)): a.name == b.name && a.checksums == b.checksums
        case (.split(let a), .split(let b)): a.name == b.name && a.images.indices == b.images.indices
        case (.image(let a), .image(let b)): a.pixels == b.pixels && a.label == b.label
        case (.landscape(let a), .landscape(let b)): a.written == b.written
        case (.path(let a), .path(let b)): a.tracks.map(\.coordinates) == b.tracks.map(\.coordinates)
        case (.rule(let a), .rule(let b)), (.schedule(let a), .schedule(let b)), (.loss(let a), .loss(let b)): a.written == b.written
        case (.architecture(let a), .architecture(let b)): a.written == b.written
        case (.named(let a, let b), .named(let c, let d)): a == c && b == d
        // `run.optimizer == "adam"`, and `loss == mse` where one side is the text of a name.
        case (.named(_, let a), .text(let b)), (.text(let b), .named(_, let a)): a == b
        case (.rule(let a), .text(let b)), (.text(let b), .rule(let a)), (.loss(let a), .text(let b)), (.text(let b), .loss(let a)):
            a.written == b
        case (.record(let a), .record(let b)):
            a.fields.count == b.fields.count
                && zip(a.fields, b.fields).allSatisfy { $0.name == $1.name && $0.value.equals($1.value) }
        case (.table(let a), .table(let b)): a == b
        case (.figure(let a), .figure(let b)): a == b
        case (.evaluation(let a), .evaluation(let b)):
            a.evaluation.accuracy == b.evaluation.accuracy && a.evaluation.loss == b.evaluation.loss
        default: false
        }
    }
}
