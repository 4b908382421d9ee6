using System.Runtime.Intrinsics;

namespace Cambium.Data;

/// <summary>Arithmetic on numbers; a missing one is NaN and makes NaN of what it meets.</summary>
sealed class NumberNode<TOperator>(Node left, Node right) : Node(ColumnType.Float64)
    where TOperator : struct, INumberOperator
{
    internal override void Run(Frame frame, Lanes lanes)
    {
        var x = frame.Run(left).Numbers.Span[..frame.Length];
        var y = frame.Run(right).Numbers.Span[..frame.Length];
        var result = lanes.OwnNumbers().AsSpan(0, frame.Length);
        var i = 0;
        for (; i + Vector512<double>.Count <= x.Length; i += Vector512<double>.Count)
        {
            TOperator.Invoke(Vector512.Create(x[i..]), Vector512.Create(y[i..])).CopyTo(result[i..]);
        }

        for (; i < x.Length; i++)
        {
            result[i] = TOperator.Invoke(x[i], y[i]);
        }
    }
}
