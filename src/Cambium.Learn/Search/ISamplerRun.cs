namespace Cambium.Learn;

/// <summary>A sampler at work in one search. Called under the search's lock, for draws in their order.</summary>
interface ISamplerRun
{
    /// <summary>How many points there are to draw; <see cref="int.MaxValue"/> where there is no end.</summary>
    int Count => int.MaxValue;

    /// <summary>How many of the first trials must have ended before a point can be drawn.</summary>
    /// <param name="draw">The number of the draw, from 0.</param>
    /// <param name="trial">The number of the trial that it is for, from 0; greater where others are repeated with more rows.</param>
    int Needs(int draw, int trial) => 0;

    /// <summary>Draws a point.</summary>
    /// <param name="draw">The number of the draw, from 0.</param>
    /// <param name="known">The trials that have ended, as many as <see cref="Needs"/> asked for, or more where the scheduler needs them.</param>
    /// <param name="pending">The points of trials under way.</param>
    double[] Draw(int draw, IReadOnlyList<Observation> known, IReadOnlyList<double[]> pending);
}
