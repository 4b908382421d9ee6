using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A function of which only the name is known, because it was read from a file.</summary>
sealed class UnknownStepFunction(string name) : StepFunction(name, "")
{
    internal override bool IsKnown => false;

    internal override LearnedState Learn(Table features) => throw Unknown();

    internal override LearnedState Read(string json) => throw Unknown();

    private protected override Table ChangeAny(Table rows, object state) => throw Unknown();

    ArgumentException Unknown() => new($"The step '{Name}' is of a program's own, and this recipe was read from text, which holds no code. Put the step itself into the recipe.");
}
