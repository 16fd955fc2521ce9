using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands;

/// <summary>Writes pages as rows, and counts them up to a limit.</summary>
internal sealed class ViewWriter(Results results, long limit)
{
    public static readonly string[] Columns = ["record", "version", "tlp", "agreement", "withheld"];

    public long Records { get; private set; }

    public long Notices { get; private set; }

    public bool IsFull => Records >= limit;

    /// <returns>Whether the whole page was written: only then is the receiver done with it.</returns>
    public bool Write(Page page)
    {
        foreach (var view in page.Views)
        {
            if (IsFull)
                return false;
            Write(results, view);
            Records++;
        }

        foreach (var notice in page.Notices)
        {
            results.Add(
                Json.Of(notice),
                notice.Name.ToText(), $"{notice.Version}", notice.Type.ToName(), Json.Agreement(notice.AgreementId, notice.AgreementRevision), notice.Reason);
            Notices++;
        }

        results.Flush();
        return true;
    }

    public static void Write(Results results, RecordView view) => results.Add(
        Json.Of(view),
        view.Name.ToText(),
        $"{view.Version}",
        IntelRecord.Parser.ParseFrom(view.Record).Tlp.ToName(),
        Json.Agreement(view.AgreementId, view.AgreementRevision),
        string.Join(", ", view.Withheld));
}
