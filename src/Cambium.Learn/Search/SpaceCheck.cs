namespace Cambium.Learn;

/// <summary>Finds what is wrong with a range before anything is fitted.</summary>
static class SpaceCheck
{
    /// <summary>Makes sure that a setting is there, has no range yet, and takes every listed value and both ends of its range.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    internal static void Fits(SpaceBranch branch, SpaceSetting setting)
    {
        if (branch.Settings.Any(known => RecipeSettings.Plain(known.Name) == RecipeSettings.Plain(setting.Name)))
        {
            throw new ArgumentException($"The setting '{setting.Name}' has a range already. Give it one.", nameof(setting));
        }

        var recipe = branch.Recipe;
        if (setting.When is { } when)
        {
            CheckCondition(branch, setting, when);
            recipe = RecipePath.With(recipe, when.Setting, when.Value);
        }

        // Where a recipe is chosen, the settings of it may be there under one of its values only.
        var type = RecipePath.TypeOf(recipe, setting.Name);
        var range = setting.Range;
        if (range.Kind == SearchRangeKind.Real && (type == typeof(int) || type == typeof(long)))
        {
            throw new ArgumentException($"The setting '{setting.Name}' takes whole numbers, but the range {range} is of real numbers. Use SearchRange.Whole or LogWhole.", nameof(setting));
        }

        foreach (var value in range.Kind == SearchRangeKind.Choice ? range.Values : [range.At(0), range.At(1)])
        {
            RecipePath.With(recipe, setting.Name, value);
        }
    }

    static void CheckCondition(SpaceBranch branch, SpaceSetting setting, SettingCondition when)
    {
        var other = branch.Settings.FirstOrDefault(known => known.Name == when.Setting);
        if (other is not { Range.Kind: SearchRangeKind.Choice })
        {
            throw new ArgumentException($"The setting '{setting.Name}' depends on '{when.Setting}', expected a setting with a choice of listed values that was set before.", nameof(setting));
        }

        if (other.Range.Values.IndexOf(when.Value) < 0)
        {
            throw new ArgumentException($"The setting '{setting.Name}' depends on '{when.Setting}' being '{when.Value}', which is not in {other.Range}.", nameof(setting));
        }
    }
}
