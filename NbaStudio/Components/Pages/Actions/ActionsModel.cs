using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Actions;

/// <summary>What the Actions page shows: a policy's tree with its numbers, and the same policy to be edited.</summary>
public sealed record ActionsModel(ActionTree Tree, ActionBook Book);
