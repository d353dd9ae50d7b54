namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>One step of the pipeline. Keeps no state of its own; does no I/O; allocates nothing per candidate.</summary>
internal interface IPipelineStage
{
    /// <summary>Narrows or scores the candidates of the context.</summary>
    void Run(DecisionContext context);
}
