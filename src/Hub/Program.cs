using SharingHub.Hub.Agreements;
using SharingHub.Hub.Audit;
using SharingHub.Hub.Correlation;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Federation;
using SharingHub.Hub.History;
using SharingHub.Hub.Hosting;
using SharingHub.Hub.Intake;
using SharingHub.Hub.Ledger;
using SharingHub.Hub.Members;
using SharingHub.Hub.Retention;
using SharingHub.Hub.Targeting;

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (SettingsCheck.Problems(builder.Configuration) is { Count: > 0 } problems)
{
    Console.Error.WriteLine(string.Join(Environment.NewLine, problems));
    return SettingsCheck.WrongSettings;
}

builder.WebHost.UseKestrelHttpsConfiguration();
builder.AddHosting();
builder.Services.AddHistory(
    builder.Configuration.GetConnectionString("Hub")!, builder.Configuration.GetConnectionString("HubOwner"), builder.Configuration.GetConnectionString("Keys"));
builder.Services.AddLedger(builder.Configuration);
builder.Services.AddMembers();
builder.Services.AddAgreements();
builder.Services.AddIntake();
builder.Services.AddRetention();
builder.Services.AddDisclosure();
builder.Services.AddCorrelation();
builder.Services.AddTargeting();
builder.Services.AddAudit();
builder.Services.AddFederation();

var app = builder.Build();
app.UseHosting();
app.MapMembers();
app.MapAgreements();
app.MapIntake();
app.MapRetention();
app.MapDisclosure();
app.MapCorrelation();
app.MapTargeting();
app.MapAudit();
app.MapFederation();
app.MapLedger();
app.Run();
return 0;
