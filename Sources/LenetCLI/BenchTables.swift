import LenetCommands
import LenetEngine
import LenetLab

/// What `lenet bench` prints.
enum BenchTables {
    static func lines(_ report: BenchReport) -> [String] {
        var lines = ["kernels \(report.kernels)"]
        lines += report.peaks.map { peak in
            "peak of fused multiply-adds, \(threads(peak.threads)): \(NumberText.fixed(peak.gigaflops, decimals: 1)) GFLOP/s"
        }
        lines.append("")
        lines += TextTable(
            [
                .init("network", .left), .init("batch"), .init("threads"), .init("training"), .init("GFLOP/s"), .init("of peak"),
                .init("inference"), .init("GFLOP/s"), .init("of peak"),
            ],
            report.runs.map { run in
                [
                    run.network, "\(run.batchSize)", "\(run.threads)", count(run.trainingImagesPerSecond),
                    NumberText.fixed(run.trainingGigaflops, decimals: 1), NumberText.percent(run.trainingShareOfPeak, decimals: 0),
                    count(run.inferenceImagesPerSecond), NumberText.fixed(run.inferenceGigaflops, decimals: 1),
                    NumberText.percent(run.inferenceShareOfPeak, decimals: 0),
                ]
            }
        ).lines()
        lines.append("training and inference in images a second")
        for profile in report.profiles { lines += [""] + self.lines(profile) }
        return lines
    }

    private static func lines(_ profile: BenchReport.Profile) -> [String] {
        func time(_ nanoseconds: Double) -> String { NumberText.fixed(nanoseconds, decimals: 1) }
        func speed(_ operations: Int, _ nanoseconds: Double) -> String {
            nanoseconds > 0 && operations > 0 ? NumberText.fixed(Double(operations) / nanoseconds, decimals: 1) : "-"
        }
        var table = TextTable([
            .init("layer", .left), .init("what", .left), .init("forward"), .init("GFLOP/s"), .init("backward"), .init("GFLOP/s"),
        ])
        table.rows = profile.layers.map { layer in
            [
                layer.name, layer.description, time(layer.forward), speed(layer.forwardOperations, layer.forward),
                time(layer.backward), speed(layer.backwardOperations, layer.backward),
            ]
        }
        for (name, value) in [
            ("gather", profile.gather), ("loss", profile.loss), ("sums", profile.sums), ("update", profile.update),
            ("rest", profile.rest),
        ] { table.rows.append([name, "", time(value)]) }
        table.rows.append(["total", "", time(profile.total)])
        table.hasTotals = true
        return ["\(profile.network), batch \(profile.batchSize), one thread: nanoseconds an image"] + table.lines()
    }

    static func lines(_ rows: [RuleBench.Row], weights: Int) -> [String] {
        ["one update of \(NumberText.grouped(weights)) weights, one thread, kernels \(Kernels.chosen.name)"]
            + TextTable(
                [.init("rule", .left), .init("states"), .init("passes"), .init("operations"), .init("microseconds")],
                rows.map { row in
                    [
                        row.name, "\(row.states)", "\(row.passes)", "\(row.operations)",
                        NumberText.fixed(row.microseconds, decimals: row.microseconds < 100 ? 1 : 0),
                    ]
                }
            ).lines()
    }

    static func json(_ rows: [RuleBench.Row]) -> JSON {
        .list(
            rows.map { row in
                .object([
                    ("rule", .text(row.name)), ("states", .number(Double(row.states))), ("passes", .number(Double(row.passes))),
                    ("operations", .number(Double(row.operations))), ("microseconds", .number(row.microseconds)),
                ])
            })
    }

    static func json(_ report: BenchReport) -> JSON {
        .object([
            ("kernels", .text(report.kernels)),
            ("peaks", .list(report.peaks.map { .object([("threads", .number(Double($0.threads))), ("gigaflops", .number($0.gigaflops))]) })),
            (
                "runs",
                .list(
                    report.runs.map { run in
                        .object([
                            ("network", .text(run.network)), ("batch", .number(Double(run.batchSize))),
                            ("threads", .number(Double(run.threads))),
                            ("training_images_per_second", .number(run.trainingImagesPerSecond)),
                            ("training_gigaflops", .number(run.trainingGigaflops)),
                            ("training_share_of_peak", .number(run.trainingShareOfPeak)),
                            ("inference_images_per_second", .number(run.inferenceImagesPerSecond)),
                            ("inference_gigaflops", .number(run.inferenceGigaflops)),
                            ("inference_share_of_peak", .number(run.inferenceShareOfPeak)),
                        ])
                    })
            ),
            ("profiles", .list(report.profiles.map(json))),
        ])
    }

    private static func json(_ profile: BenchReport.Profile) -> JSON {
        .object([
            ("network", .text(profile.network)), ("batch", .number(Double(profile.batchSize))),
            (
                "layers",
                .list(
                    profile.layers.map { layer in
                        .object([
                            ("name", .text(layer.name)), ("forward_nanoseconds", .number(layer.forward)),
                            ("backward_nanoseconds", .number(layer.backward)),
                        ])
                    })
            ),
            ("gather_nanoseconds", .number(profile.gather)), ("loss_nanoseconds", .number(profile.loss)),
            ("sums_nanoseconds", .number(profile.sums)), ("update_nanoseconds", .number(profile.update)),
            ("rest_nanoseconds", .number(profile.rest)), ("total_nanoseconds", .number(profile.total)),
        ])
    }

    private static func threads(_ count: Int) -> String { count == 1 ? "1 thread" : "\(count) threads" }
    private static func count(_ x: Double) -> String { NumberText.grouped(NumberText.fixed(x, decimals: 0)) }
}
