#pragma once

#include <QFont>
#include <QSize>
#include <QString>

#include <memory>
#include <string>
#include <variant>

#include "agent/frozen_policy.h"
#include "ui/viewer/body_grip.h"
#include "ui/viewer/stage.h"
#include "ui/viewer/view_option.h"

namespace viewer {

// What the window may ask of the worker. Places are fractions of the view, y down; ways are fractions of its height.
struct LoadEnvironment { std::string name_or_path; };
struct PlayPolicy { std::shared_ptr<const agent::FrozenPolicy> policy; qint64 step = -1; };
struct ShowStage { std::shared_ptr<const Stage> stage; qint64 request = 0; };  ///< null: the live policy
struct SetStep { double step = 0; qint64 request = 0; };
struct StepOnce { bool forward = true; };  ///< of the live episode, while it stands
struct SetLoop { bool loops = false; };
struct SetSideBySide { bool side_by_side = false; };
struct SetPaused { bool paused = false; qint64 request = 0; };
struct SetSampled { bool sampled = false; };
struct SetSpeed { double speed = 1; };
struct SetFrameRate { int per_second = 30; };  ///< at most
struct SetTraining { bool training = false; };   ///< somebody trains on this machine
struct ResetEpisode {};
struct SetView { QSize size; double device_pixel_ratio = 1; bool visible = false; };  ///< size in logical pixels
struct SetOptions { ViewOptions options; };

struct Orbit { double right = 0, down = 0; };
struct Pan { double right = 0, down = 0; };
struct Zoom { double notches = 0; };
struct CentreOn { double x = 0, y = 0; };
struct FollowBody { double x = 0, y = 0; };    ///< the camera follows what lies there from now on
struct ResetCamera {};
struct LetGoOfBody {};                         ///< the free camera, which stops following
struct TurnToCamera { int by = 1; };           ///< the model's cameras in turn, with the free one among them

struct SelectBody { double x = 0, y = 0; };    ///< what lies there; the world or nothing: none
struct BeginPull { BodyGrip::Pull pull = BodyGrip::Pull::force; };
struct MovePull { double right = 0, down = 0; bool sideways = false; };
struct EndPull {};

/// `font`: for the text on the picture.
struct SavePicture { QString path; QFont font; };
/// A stage is recorded from its first step to its last; a live policy from now until EndFilm.
struct BeginFilm { QString path; int per_second = 30; QFont font; };
struct EndFilm { bool keep = true; };

using ViewerCommand =
    std::variant<LoadEnvironment, PlayPolicy, ShowStage, SetStep, StepOnce, SetLoop, SetSideBySide, SetPaused, SetSampled,
                 SetSpeed, SetFrameRate, SetTraining, ResetEpisode, SetView, SetOptions, Orbit, Pan, Zoom, CentreOn,
                 FollowBody, ResetCamera, LetGoOfBody, TurnToCamera, SelectBody, BeginPull, MovePull, EndPull,
                 SavePicture, BeginFilm, EndFilm>;

}  // namespace viewer
