//! A browser whose profile outlives it: it can be killed, and what it keeps be harmed, between two
//! of its lives.

use std::cell::RefCell;
use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::timeout;

use super::browser::{PATIENCE, open_by, wanted};
use super::elsewhere::Elsewhere;
use super::{AppServer, Browser, Limit, Page, setting_of};

/// In the environment of all processes of Firefox and of its driver.
const PROFILE: &str = "COTEJO_PROFILE";

pub struct Lives {
    browser: Browser,
    pub profile: PathBuf,
    /// What starts the browser, where that is not the browser itself.
    pub starts: Option<PathBuf>,
    /// Firefox's driver knows one browser, and not what it kept: each life has a driver of its own.
    driver: RefCell<Option<Child>>,
}

impl Lives {
    /// A browser that has not lived yet.
    pub fn new(browser: Browser, name: &str) -> Self {
        let name = format!("cotejo-{name}-{browser:?}-{}", std::process::id());
        let profile = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&profile);
        Self {
            browser,
            profile,
            starts: None,
            driver: RefCell::default(),
        }
    }

    /// Folders in which it keeps databases, and files of a site.
    pub fn places(&self) -> [PathBuf; 2] {
        match self.browser {
            Browser::Chromium => ["Default/IndexedDB", "Default/File System"].map(PathBuf::from),
            Browser::Firefox => {
                let sites = fs::read_dir(self.profile.join("storage/default"));
                let mut sites = sites.into_iter().flatten().flatten();
                let site = sites
                    .find(|it| it.file_name().to_string_lossy().contains("127.0.0.1"))
                    .map_or_else(PathBuf::new, |it| it.file_name().into());
                ["idb", "fs"].map(|it| Path::new("storage/default").join(&site).join(it))
            }
        }
    }

    /// A new life.
    pub async fn open(&self, server: Rc<AppServer>) -> Page {
        let elsewhere = Arc::new(Elsewhere::listen());
        let mut wants = wanted(self.browser, elsewhere.port());
        let driver = match self.browser {
            Browser::Chromium => self.chromium(&mut wants),
            Browser::Firefox => self.firefox(&mut wants),
        };
        let opened = open_by(&driver, self.browser, Limit::Long, wants);
        let client = timeout(PATIENCE, opened)
            .await
            .expect("the browser starts in time");
        Page::over(client, self.browser, server, elsewhere)
    }

    fn chromium(&self, wants: &mut Value) -> String {
        for lock in ["SingletonLock", "SingletonCookie", "SingletonSocket"] {
            let _ = fs::remove_file(self.profile.join(lock));
        }
        if let Some(starts) = &self.starts {
            wants["goog:chromeOptions"]["binary"] = json!(starts);
        }
        let profile = format!("--user-data-dir={}", self.profile.display());
        let args = wants.pointer_mut("/goog:chromeOptions/args");
        let args = args.and_then(Value::as_array_mut);
        args.expect("arguments of Chromium").push(json!(profile));
        setting_of("COTEJO_CHROMEDRIVER")
    }

    fn firefox(&self, wants: &mut Value) -> String {
        let (port, marionette) = (free_port(), free_port());
        let options = &mut wants["moz:firefoxOptions"];
        // What the driver would write into a profile that it makes.
        let mut prefs = json!({
            "app.normandy.api_url": "",
            "app.update.disabledForTesting": true,
            "browser.aboutwelcome.enabled": false,
            "browser.sessionstore.resume_from_crash": false,
            "browser.shell.checkDefaultBrowser": false,
            "browser.startup.homepage_override.mstone": "ignore",
            "browser.startup.page": 0,
            "datareporting.policy.dataSubmissionPolicyBypassNotification": true,
            "dom.disable_beforeunload": true,
            "focusmanager.testmode": true,
            "marionette.port": marionette,
            "remote.active-protocols": 1,
            "toolkit.startup.max_resumed_crashes": -1,
        });
        let own = options.as_object_mut().expect("options of Firefox");
        if let (Some(Value::Object(more)), Value::Object(prefs)) = (own.remove("prefs"), &mut prefs)
        {
            prefs.extend(more);
        }
        let lines: String = prefs.as_object().map_or_else(String::new, |it| {
            let line = |(name, value)| format!("user_pref({name:?}, {value});\n");
            it.iter().map(line).collect()
        });
        fs::create_dir_all(&self.profile).expect("a profile can be made");
        fs::write(self.profile.join("user.js"), lines).expect("preferences can be written");
        let args = own.get_mut("args").and_then(Value::as_array_mut);
        args.expect("arguments of Firefox")
            .extend([json!("-profile"), json!(self.profile)]);
        self.end_driver();
        let driver = Command::new(setting_of("COTEJO_GECKODRIVER_PROGRAM"))
            .env(PROFILE, &self.profile)
            .arg(format!("--port={port}"))
            .arg(format!("--marionette-port={marionette}"))
            .arg(format!("--websocket-port={}", free_port()))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("geckodriver starts");
        *self.driver.borrow_mut() = Some(driver);
        let until = Instant::now() + PATIENCE;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(Instant::now() < until, "geckodriver answers in time");
            std::thread::sleep(Duration::from_millis(20));
        }
        format!("http://127.0.0.1:{port}")
    }

    fn end_driver(&self) {
        if let Some(mut driver) = self.driver.take() {
            let _ = driver.kill();
            let _ = driver.wait();
        }
    }
}

impl Drop for Lives {
    fn drop(&mut self) {
        kill_all_of(&self.profile);
        self.end_driver();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

fn free_port() -> u16 {
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    bound.local_addr().expect("its number").port()
}

/// Ends all processes of a browser at once, whatever they are at.
pub fn kill_all_of(profile: &Path) {
    // Those that it started say so in what they got from it.
    let of = profile.display().to_string();
    let known = [
        ("cmdline", format!("--user-data-dir={of}")),
        ("environ", format!("COTEJO_POWER_PROFILE={of}\0")),
        ("environ", format!("{PROFILE}={of}\0")),
    ];
    let mut pids = Vec::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let is_of_it = known.iter().any(|(file, says)| {
            let said = fs::read(entry.path().join(file)).unwrap_or_default();
            String::from_utf8_lossy(&said).contains(says)
        });
        if is_of_it {
            pids.push(entry.file_name());
        }
    }
    if !pids.is_empty() {
        let _ = Command::new("kill").arg("-9").args(pids).status();
    }
}
