import LenetLab

extension ProblemWriter {
    static func past(_ problem: PastProblem) -> Words {
        switch problem {
        case .unknownStep(let step, let first, let last, let here, let isPaused):
            if step < first {
                return Words(
                    title: "the past begins at step \(NumberText.grouped(first))", label: "this is before it",
                    notes: ["what led there was not seen by this session: the model was loaded"])
            }
            let onward = isPaused && here == last ? "`resume` makes the next steps, `resume pause N` so many of them" : "`train` makes new steps from where the model stands"
            return Words(
                title: "step \(NumberText.grouped(step)) was never reached", label: last == 0 ? "none was made yet" : "the last that was made is step \(NumberText.grouped(last))",
                notes: [onward, "`show past` lists what was made"])
        case .tooFarBack(let count, let most):
            return Words(
                title: most == 0 ? "there is no update to undo" : "there are not \(NumberText.grouped(count)) updates to undo",
                label: most == 0 ? "the model stands at its beginning" : "at most \(NumberText.grouped(most))",
                notes: most == 0 ? ["`goto step N` goes forward to steps that were made before"] : ["`rewind` goes to the very beginning"])
        case .unknownEpoch(let epoch, let last):
            return Words(
                title: "epoch \(NumberText.grouped(epoch)) was never completed",
                label: last == 0 ? "none was" : "the last that was is epoch \(NumberText.grouped(last))",
                notes: ["`train` makes new epochs; `goto step N` goes into the middle of one that was begun"])
        case .nothingKept(let step, let isOff):
            return Words(
                title: "nothing is known of how the model came to step \(NumberText.grouped(step))", label: "so there is no way back",
                notes: [isOff ? "`set past 256` keeps the past, in so many megabytes, from the next training on" : "the past begins with the next training"])
        case .otherData(let then, let now):
            return Words(
                title: "that training saw other images", label: "it was on \(then)",
                notes: [now.map { "now there is \($0): the same steps can only be made with the same images" } ?? "no data is loaded now", "load them again, and then go there"])
        case .lost(let step):
            return Words(title: "step \(step) could not be made again", label: "that is a fault of lenet itself", notes: ["nothing was changed"])
        case .standsOnBranch(let name):
            return Words(title: "the model stands on branch '\(name)'", label: "so it cannot be forgotten", notes: ["`switch` to another branch first"])
        case .movesInWhen(let verb):
            return Words(
                title: ["lesson", "next"].contains(verb) ? "a `when` block cannot go through a lesson" : "a `when` block cannot \(verb)", label: "the training goes on behind the block",
                notes: ["it can look, print, keep a `branch`, and `pause`: what should happen then stands behind the `train`"])
        case .pauseOutsideWhen:
            return Words(
                title: "no training runs here", label: "there is nothing to pause",
                notes: ["`pause` stands in a block: when loss > 2 * previous_loss { pause }", "a training pauses at ^C, or after N updates: train with adam pause 100"])
        case .whenInside:
            return Words(
                title: "`when` stands inside of a block", label: "it belongs on a line of its own",
                notes: ["its block runs later, while a training passes: names of the block around it are gone by then"])
        case .noWhen(let number, let all):
            return Words(
                title: "there is no `when` \(number)", label: all.isEmpty ? "there is none at all" : "there is " + all.map(String.init).joined(separator: ", "),
                notes: ["`show when` lists them"])
        }
    }
}
