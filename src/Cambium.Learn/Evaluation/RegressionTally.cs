namespace Cambium.Learn;

/// <summary>RMSE, MAE and R² of rows that count none, one or several times.</summary>
sealed class RegressionTally
{
    readonly double[] _errors;
    readonly double[] _centred;

    internal RegressionTally(JudgedNumbers rows)
    {
        var mean = rows.Truth.Average(); // sums of squares near 0 lose no digits
        _centred = Array.ConvertAll(rows.Truth, value => value - mean);
        _errors = [.. rows.Truth.Zip(rows.Predicted, (truth, predicted) => truth - predicted)];
    }

    /// <summary>The figures in the order of the report.</summary>
    internal double[] Scores(byte[] times)
    {
        var (squares, absolute, sum, spread, rows) = (0.0, 0.0, 0.0, 0.0, 0L);
        for (var row = 0; row < times.Length; row++)
        {
            squares += times[row] * (_errors[row] * _errors[row]);
            absolute += times[row] * Math.Abs(_errors[row]);
            sum += times[row] * _centred[row];
            spread += times[row] * (_centred[row] * _centred[row]);
            rows += times[row];
        }

        var around = spread - (sum * sum / rows);
        return [Math.Sqrt(squares / rows), absolute / rows, around > 1e-14 * spread ? 1 - (squares / around) : double.NaN];
    }
}
