import LenetEngine

// Findings of accuracies, data and comparisons, in words.

extension Finding {
    func accuracyText(_ line: RunLine, _ evidence: Evidence) -> FindingText? {
        switch self {
        case .good(let score, let pair):
            return FindingText(
                "The training went well.", [FindingText.score(score)] + (pair.map { [FindingText.pair($0)] } ?? []),
                pair == nil ? "plot weights" : "plot confused 6" + Self.on(score.on))
        case .overfitting(let training, let judged, let p, let best):
            var facts = [
                FindingText.score(training), FindingText.score(judged),
                "the difference of \(NumberText.fixed(training.right.value - judged.right.value, decimals: 4)) is more than luck (\(FindingText.chance(p)))",
            ]
            if let best {
                facts.append(
                    "loss on \(judged.on) images: lowest after epoch \(best.epoch), \(FindingText.losses([best.lowest])), and \(FindingText.losses([best.last])) at the end")
                return FindingText(
                    "The network learns its training images by heart: since epoch \(best.epoch) it gets worse on others.", facts,
                    line.epochs(max(1, best.epoch)).afresh)
            }
            if let images = evidence.images, images.unused > 0 {
                facts.append("\(NumberText.grouped(images.unused)) training images are left unused")
                return FindingText("The network does better on the images that it was trained with than on others.", facts, "load \(images.source); " + line.afresh)
            }
            return FindingText(
                "The network does better on the images that it was trained with than on others.", facts, line.with("decay", "0.01").afresh)
        case .dip(let best, let epoch, let last, let p):
            return FindingText(
                "The last epoch was a bad one: an earlier one was better by more than luck.",
                [
                    "after epoch \(epoch) \(FindingText.score(best))", "at the end \(FindingText.score(last)) (\(FindingText.chance(p)))",
                    "a rate that goes down towards the end makes the last epochs alike",
                ], line.schedule("cosine").afresh)
        case .neverSaid(let label, let images, let seen):
            return FindingText(
                "The network never says \(label).",
                [
                    "\(FindingText.images(images)) of class \(label) among the \(evidence.run.measuredOn) images, and it said \(label) to none"
                        + (seen.map { "; among the training images there \($0 == 1 ? "is 1" : "are \(NumberText.grouped($0))")" } ?? "")
                ], "plot confusion" + Self.on(evidence.run.measuredOn))
        case .unbalanced(let most, let fewest):
            return FindingText(
                "Some classes have many more training images than others.",
                ["\(FindingText.images(most.images)) of class \(most.label), \(FindingText.images(fewest.images)) of class \(fewest.label)"], "show data")
        case .fewImages(let score):
            return FindingText(
                "The images it is judged by are too few to tell small differences.",
                [FindingText.score(score), "another start may differ as much: `compare` over seeds says how much"], "compare [\(line.call)] \(line.same) seeds 3")
        case .judgedByTest(let images):
            return FindingText(
                "There are no validation images: what is chosen by this accuracy is chosen by the test images.",
                ["accuracy is measured on \(NumberText.grouped(images)) test images; the best of several settings looks better there than it is"],
                Self.split(evidence) ?? "show data")
        case .confused(let pair, let mistakes, let images):
            return FindingText(
                "It takes \(pair.label) for \(pair.said) more often than any other class for another.",
                [FindingText.pair(pair), "\(mistakes == 1 ? "1 mistake" : "\(NumberText.grouped(mistakes)) mistakes") on \(FindingText.images(images))"],
                "plot confused 6" + Self.on(evidence.run.measuredOn))
        default: return nil
        }
    }

    /// Plots are of the test images unless others are named.
    private static func on(_ split: String) -> String { split == "test" ? "" : " of \(split)" }

    /// A sixth of the training images, as of MNIST's 60,000 usually 10,000 are.
    private static func split(_ evidence: Evidence) -> String? {
        guard let images = evidence.images, images.training >= 12 else { return nil }
        let validation = images.training / 6
        return "load \(images.source) train \(images.training - validation) validation \(validation)"
    }

    // MARK: Comparisons

    static func difference(_ it: Difference) -> FindingText {
        let seeds =
            it.seeds == 1 ? "one seed: what another start would change is not in these figures" : "\(it.seeds) seeds, each the same start and the same batches for all"
        return FindingText(
            it.isMoreThanLuck ? "\(it.best) did best and \(it.worst) worst." : "No difference is more than luck.", it.verdicts + [seeds], it.line)
    }

    static func unfair(_ unfairness: Unfairness) -> FindingText {
        FindingText("The comparison is not fair to all rules.", [unfairness.sentence], unfairness.line ?? "help compare")
    }
}
