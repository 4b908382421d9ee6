namespace Cambium.Data;

/// <summary>And, or, not, and whether two truths are equal, 64 rows at a time, with missing values as SQL has them.</summary>
sealed class TruthNode(Operation operation, Node left, Node right) : Node(ColumnType.Boolean)
{
    internal override void Run(Frame frame, Lanes lanes)
    {
        var a = frame.Run(left);
        var b = ReferenceEquals(left, right) ? a : frame.Run(right);
        for (var word = 0; word < frame.Words; word++)
        {
            var (trueA, validA, trueB, validB) = (a.True[word], a.Valid[word], b.True[word], b.Valid[word]);
            var (falseA, falseB, both) = (validA & ~trueA, validB & ~trueB, validA & validB);
            (lanes.True[word], lanes.Valid[word]) = operation switch
            {
                Operation.And => (trueA & trueB, (trueA & trueB) | falseA | falseB),
                Operation.Or => (trueA | trueB, trueA | trueB | (falseA & falseB)),
                Operation.Not => (falseA, validA),
                Operation.NotEqual => ((trueA ^ trueB) & both, both),
                _ => (~(trueA ^ trueB) & both, both),
            };
        }
    }
}
