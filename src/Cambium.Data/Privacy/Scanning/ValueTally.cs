namespace Cambium.Data;

/// <summary>How many values have a form, and a few of them.</summary>
sealed class ValueTally(ValueForm form)
{
    const int MostExamples = 3;

    // What is longer is a document, and its rest tells no more than its beginning.
    const int MostLetters = 2_000;

    readonly List<string> _examples = [];

    internal ValueForm Form => form;

    internal long Count { get; private set; }

    internal IEnumerable<string> Examples => _examples;

    internal void See(string value, bool isNumber)
    {
        if ((isNumber && !form.TakesNumbers) || !form.Has(value.Length <= MostLetters ? value : value[..MostLetters]))
        {
            return;
        }

        Count++;
        if (_examples.Count < MostExamples && !_examples.Contains(value))
        {
            _examples.Add(value);
        }
    }
}
