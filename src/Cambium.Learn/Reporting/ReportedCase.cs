using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A single row that a report tells of.</summary>
/// <param name="Row">Its number in the judged table, from 1.</param>
/// <param name="Why">Why this one: "the surest right answer".</param>
/// <param name="Answer">What the model says of it.</param>
/// <param name="Truth">What is true.</param>
/// <param name="Sentence">The case in words.</param>
/// <param name="Contributions">What moved the answer, the largest first; empty where no method tells it.</param>
public sealed record ReportedCase(int Row, string Why, string Answer, string Truth, string Sentence, EquatableArray<Contribution> Contributions);
