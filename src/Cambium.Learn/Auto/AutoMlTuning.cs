namespace Cambium.Learn;

/// <summary>Tunes the settings of families, the most promising most often.</summary>
sealed class AutoMlTuning(AutoMlTrials trials, IReadOnlyList<AutoMlFamily> families, long seed)
{
    /// <summary>How many families take turns.</summary>
    const int Abreast = 3;

    /// <summary>Draws that would take too long, one after another, before a family has had its last turn.</summary>
    const int MostMisses = 12;

    /// <summary>Draws a setting after which others have their turn: a family of one setting has little more to tell then.</summary>
    const int DrawsPerSetting = 12;

    /// <summary>Which of the families that take turns, the best first, each draw belongs to.</summary>
    static readonly int[] Turns = [0, 1, 0, 2, 0, 1];

    readonly Dictionary<string, AutoMlTuner> _tuners = [];
    int _turn;

    /// <summary>Tries draws until there is no more time for one.</summary>
    /// <param name="rest">The seconds that a candidate may take.</param>
    internal void Run(Func<double> rest)
    {
        var order = trials.BestOfFamilies.Select(best => families.First(family => family.Name == best.Candidate.Family)).Where(family => family.Ranges.Length > 0)
            .Select(family => _tuners.TryGetValue(family.Name, out var known) ? known : _tuners[family.Name] = new AutoMlTuner(family, seed)).ToList();
        while (order.Count > 0 && !trials.IsFull)
        {
            var fresh = order.Where(tuner => tuner.Drawn < DrawsPerSetting * tuner.Settings).Take(Abreast).ToArray();
            fresh = fresh.Length > 0 ? fresh : [.. order.Take(Abreast)];
            var tuner = fresh[Math.Min(Turns[_turn++ % Turns.Length], fresh.Length - 1)];
            var seconds = rest();
            if (seconds <= 0)
            {
                return;
            }

            if (!Try(tuner, seconds))
            {
                order.Remove(tuner);
            }
        }
    }

    /// <summary>Tries a draw that can end in time; false where none was found.</summary>
    bool Try(AutoMlTuner tuner, double seconds)
    {
        for (var misses = 0; misses < MostMisses; misses++)
        {
            var recipe = tuner.Draw();
            if (AutoMlFinish.Caution * tuner.Seconds(recipe, trials.Tried) <= seconds)
            {
                var candidate = trials.Try(tuner.Family.Name, recipe, 1, seconds);
                tuner.Learn(trials.Loss(candidate), candidate.Status == TrialStatus.Complete);
                return true;
            }

            tuner.Skip();
        }

        return false;
    }
}
