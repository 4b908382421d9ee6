namespace Cambium.Data;

/// <summary>A function of one, two or three numbers, NaN where one of them is.</summary>
sealed class FunctionNode(Func<double, double, double, double> function, Node x, Node y, Node z) : Node(ColumnType.Float64)
{
    internal override void Run(Frame frame, Lanes lanes)
    {
        var first = frame.Run(x).Numbers.Span[..frame.Length];
        var second = ReferenceEquals(y, x) ? first : frame.Run(y).Numbers.Span[..frame.Length];
        var third = ReferenceEquals(z, x) ? first : frame.Run(z).Numbers.Span[..frame.Length];
        var result = lanes.OwnNumbers();
        for (var i = 0; i < first.Length; i++)
        {
            // Math.Pow(NaN, 0) is 1 and a minimum may pass over NaN: a missing number would come out as one.
            result[i] = double.IsNaN(first[i]) || double.IsNaN(second[i]) || double.IsNaN(third[i]) ? double.NaN : function(first[i], second[i], third[i]);
        }
    }
}
